package dev.echolocate.delivery;

import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Cursor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What one flush has read of a feed, for all who stand where it begins: encoded once per dialect. Where one read does not take all,
 * a flush makes several cuts, one on another. Thread-safe.
 */
final class Cut {
    /** The one before it, of the same flush; null where it is the first. */
    private final @Nullable Cut before;

    private final Cursor from;
    private final Batch batch;
    private final long epochMillis;
    private final boolean forMany;
    private final String cursor;

    /** By dialect, and by cursor: readers of several feeds stand together where they stand together in all of them. */
    private final Map<Dialect, Map<String, List<Frame>>> encoded = new ConcurrentHashMap<>();

    /**
     * What a flush has read.
     *
     * @param epochMillis when it was read
     * @param forMany whether there is more than one reader
     */
    Cut(@Nullable Cut before, Cursor from, Batch batch, long epochMillis, boolean forMany) {
        this.forMany = forMany;
        this.before = before;
        this.from = from;
        this.batch = batch;
        this.epochMillis = epochMillis;
        this.cursor = batch.next().text();
    }

    /** With nothing in it. */
    static Cut nothing(@Nullable Cut before, Cursor at) {
        return new Cut(before, at, new Batch(Batch.Continuity.NEXT, List.of(), at, 0, false), 0, false);
    }

    /** Up to where all who share it know all that there was: where its flush began. */
    Cursor known() {
        return before == null ? from : before.known();
    }

    /** Whether nothing of its flush comes behind it. */
    boolean isLast() {
        return !batch.more();
    }

    /** Where somebody stands who has all of it. */
    Cursor at() {
        return batch.next();
    }

    /** As {@link #at}, of somebody who follows this feed alone. */
    String cursor() {
        return cursor;
    }

    int entries() {
        return batch.entries().size();
    }

    /** Whether nothing came in its flush. */
    boolean isNothing() {
        return before == null && batch.entries().isEmpty();
    }

    /** The one of its flush that somebody there takes next; null where there is none: he reads for himself. */
    @Nullable
    Cut next(Cursor reader, boolean board) {
        for (Cut cut = this; cut != null; cut = cut.before) {
            if (cut.suits(reader, board)) {
                return cut;
            }
        }
        return null;
    }

    /**
     * A Log's reader must stand exactly at its start. A Board's may also stand within: it gets some entries again, never an
     * older one than it has.
     */
    private boolean suits(Cursor reader, boolean board) {
        if (!reader.epoch().equals(from.epoch()) || reader.base() != 0) {
            return false;
        }
        return reader.sequence() == from.sequence()
                || (board && reader.sequence() > from.sequence() && reader.sequence() < at().sequence());
    }

    /**
     * What a reader is sent. Who has the same cursor follows the same feeds, and is told the same of them.
     *
     * @param cursor where it is then, in all of its feeds
     * @param of whose this feed is among them, or null
     */
    List<Frame> frames(Dialect dialect, String cursor, @Nullable String of) {
        Dialect shared = dialect.shared();
        return encoded.computeIfAbsent(shared, d -> new ConcurrentHashMap<>())
                .computeIfAbsent(
                        cursor,
                        c -> compressible(shared.encode(
                                List.of(new Part(of, known(), false, batch)),
                                Dialect.FrameHead.shared(c, epochMillis))));
    }

    /** What everybody in the room sees may be compressed, once for all of them; for one reader that doesn't pay. */
    private List<Frame> compressible(List<Frame> frames) {
        return forMany ? frames.stream().map(Frame::compressible).toList() : frames;
    }
}
