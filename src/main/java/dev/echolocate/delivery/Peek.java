package dev.echolocate.delivery;

import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What feeds hold now for somebody who comes, reads once, and goes: a poll. Never blocks. */
public final class Peek {
    /** A tap that must start again has a place that can be read then; a third try means that the feed itself went. */
    private static final int TRIES = 3;

    private Peek() {}

    /** One frame, with items or without. Closes the taps' handles. */
    public static Frame read(Dialect dialect, List<Tap> taps) {
        try {
            for (int i = 0; i < TRIES; i++) {
                Frame frame = tryOnce(dialect, taps);
                if (frame != null) {
                    return frame;
                }
            }
            throw new IllegalStateException("a feed that always starts again");
        } finally {
            taps.forEach(tap -> tap.handle.close());
        }
    }

    private static @Nullable Frame tryOnce(Dialect dialect, List<Tap> taps) {
        List<Entry> entries = new ArrayList<>();
        StringBuilder cursor = new StringBuilder();
        long lost = 0;
        boolean more = false;
        boolean reset = false;
        boolean snapshot = false;
        for (Tap tap : taps) {
            snapshot |= tap.inSnapshot();
            int most = tap.inSnapshot() ? dialect.snapshotEntries() : Integer.MAX_VALUE;
            Batch batch = tap.feed().read(tap.at, tap.feed().head(), most, Flow.READ_BYTES);
            if (batch.kind() == Batch.Kind.RESET) {
                taps.forEach(Tap::restart);
                return null;
            }
            tap.at = batch.next();
            entries.addAll(batch.entries());
            cursor.append(cursor.isEmpty() ? "" : "~").append(tap.cursorText());
            lost += batch.lost();
            more |= batch.more();
            reset |= tap.reset;
        }
        Batch all = new Batch(Batch.Kind.NEXT, entries, new Cursor("", 0, 0), lost, more);
        return dialect.encode(all, new Dialect.Head(cursor.toString(), reset, snapshot, null))
                .get(0);
    }
}
