package dev.echolocate.delivery;

import dev.echolocate.base.WireText;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.Item;
import java.util.ArrayList;
import java.util.List;

/** No subprotocol: one message an item, as the simplest page would send it. */
public final class Plain implements Dialect {
    /** Says nothing of who has left. */
    public static final Dialect DIALECT = new Plain(false);

    /** Says who has left, too. */
    public static final Dialect WITH_LEAVES = new Plain(true);

    private final boolean leaves;

    private Plain(boolean leaves) {
        this.leaves = leaves;
    }

    @Override
    public List<Frame> encode(List<Part> parts, FrameHead head) {
        List<Frame> frames = new ArrayList<>();
        for (Part part : parts) {
            for (Entry entry : part.batch().entries()) {
                if (!entry.gone() || leaves) {
                    frames.add(frame(entry));
                }
            }
        }
        return frames;
    }

    private static Frame frame(Entry entry) {
        Item item = entry.item();
        if (item.isJson()) {
            // Where it is the JSON object in both dialects, it is the same one.
            return Frame.text(FeedV1.json(entry));
        }
        WireText text = item.wireText();
        byte[] binary = item.binary();
        return text != null ? Frame.text(text) : Frame.binary(binary == null ? new byte[0] : binary);
    }

    @Override
    public boolean saysWhatIsMissing() {
        return false;
    }
}
