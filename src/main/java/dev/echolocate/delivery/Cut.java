package dev.echolocate.delivery;

import dev.echolocate.feed.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A feed's head at one flush, and what came since the flush before.
 *
 * @param pages follow one on another; they may end before the cut where very much has changed
 */
record Cut(Cursor at, List<SharedPage> pages) {
    @Nullable
    SharedPage page(Cursor from, boolean board) {
        for (SharedPage page : pages) {
            if (page.suits(from, board)) {
                return page;
            }
        }
        return null;
    }
}
