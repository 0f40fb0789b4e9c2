package dev.echolocate.delivery;

import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Cursor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A batch that the readers between two cuts share, encoded once per dialect. Thread-safe. */
final class Page {
    private final Cursor from;
    private final Batch batch;
    private final Map<Dialect, List<Frame>> encoded = new ConcurrentHashMap<>();

    Page(Cursor from, Batch batch) {
        this.from = from;
        this.batch = batch;
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

    List<Frame> frames(Dialect dialect) {
        return encoded.computeIfAbsent(
                dialect.shared(),
                d -> d.encode(batch, Dialect.Head.shared(batch.next().text())));
    }

    int entries() {
        return batch.entries().size();
    }

    Cursor next() {
        return batch.next();
    }
}
