package dev.echolocate.delivery;

import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Cursor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A batch that the readers between two cuts share, encoded once per dialect. Thread-safe. */
final class SharedPage {
    private final Cursor from;
    private final Batch batch;
    private final long now;
    private final String cursor;

    /** By dialect, and by cursor: readers of several feeds stand together where they stand together in all of them. */
    private final Map<Dialect, Map<String, List<Frame>>> encoded = new ConcurrentHashMap<>();

    /** @param now when it was read, in milliseconds since the epoch */
    SharedPage(Cursor from, Batch batch, long now) {
        this.from = from;
        this.batch = batch;
        this.now = now;
        this.cursor = batch.next().text();
    }

    /**
     * Whether a reader there can take this page. A Log's reader must stand exactly at its start. A Board's may also stand
     * within: it gets some entries again, never an older one than it has.
     */
    boolean suits(Cursor at, boolean board) {
        if (!at.epoch().equals(from.epoch()) || at.base() != 0) {
            return false;
        }
        return at.sequence() == from.sequence()
                || (board
                        && at.sequence() > from.sequence()
                        && at.sequence() < batch.next().sequence());
    }

    /**
     * What a reader is sent.
     *
     * @param cursor where it is then, in all of its feeds
     */
    List<Frame> frames(Dialect dialect, String cursor) {
        Dialect shared = dialect.shared();
        return encoded.computeIfAbsent(shared, d -> new ConcurrentHashMap<>())
                .computeIfAbsent(cursor, c -> shared.encode(batch, Dialect.FrameHead.shared(c, now)));
    }

    /** Where a reader of this feed alone is then. */
    String cursor() {
        return cursor;
    }

    int entries() {
        return batch.entries().size();
    }

    Cursor next() {
        return batch.next();
    }
}
