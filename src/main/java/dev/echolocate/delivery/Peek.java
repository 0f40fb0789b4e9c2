package dev.echolocate.delivery;

import dev.echolocate.feed.Batch;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What feeds hold now for somebody who comes, reads once, and goes: a poll. Never blocks. */
public final class Peek {
    /** A tap that must start again has a place that can be read then; a third try means that the feed itself went. */
    private static final int TRIES = 3;

    private Peek() {}

    /**
     * One frame, with items or without. Closes the taps' handles.
     *
     * @param now milliseconds since the epoch
     */
    public static Frame read(Dialect dialect, List<Tap> taps, long now) {
        try {
            for (int i = 0; i < TRIES; i++) {
                Frame frame = tryOnce(dialect, taps, now);
                if (frame != null) {
                    return frame;
                }
            }
            throw new IllegalStateException("a feed that always starts again");
        } finally {
            taps.forEach(tap -> tap.handle.close());
        }
    }

    private static @Nullable Frame tryOnce(Dialect dialect, List<Tap> taps, long now) {
        boolean snapshot = taps.size() == 1 && taps.get(0).inSnapshot();
        ArrayDeque<Batch> batches = new ArrayDeque<>();
        // Backwards: what a feed tells may rest on what one before it in the list holds.
        for (int i = taps.size() - 1; i >= 0; i--) {
            Tap tap = taps.get(i);
            int most = tap.inSnapshot() ? dialect.snapshotEntries() : Integer.MAX_VALUE;
            Batch batch = tap.feed().read(tap.at, tap.feed().head(), most, Flow.READ_BYTES / taps.size());
            if (batch.kind() == Batch.Kind.RESET) {
                taps.forEach(Tap::restart);
                return null;
            }
            batches.addFirst(batch);
        }
        boolean reset = taps.stream().anyMatch(tap -> tap.reset);
        Iterator<Batch> read = batches.iterator();
        taps.forEach(tap -> tap.passed(read.next()));
        Batch all = batches.stream().reduce(Batch::with).orElseThrow();
        String cursor = taps.stream().map(Tap::cursorText).collect(Collectors.joining("~"));
        return dialect.encode(all, new Dialect.Head(cursor, now, reset, snapshot, null))
                .get(0);
    }
}
