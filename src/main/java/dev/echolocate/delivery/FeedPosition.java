package dev.echolocate.delivery;

import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Feed;
import dev.echolocate.feed.Handle;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A feed that a reader drinks from: where it stands, and where it starts again. Confined to its reader. */
public final class FeedPosition {
    final Handle<? extends Feed> handle;
    private final Supplier<@Nullable Cursor> start;

    @Nullable
    Cursor at;

    /** Nothing was read yet: {@code feed.v1} sends a first frame, with items or without. */
    boolean fresh = true;

    boolean reset;
    boolean more;

    private FeedPosition(Handle<? extends Feed> handle, @Nullable Cursor at, Supplier<@Nullable Cursor> start) {
        this.handle = handle;
        this.at = at;
        this.start = start;
    }

    /**
     * A reader that comes for the first time.
     *
     * @param handle closed when the reader ends
     * @param at where it begins; null: all that is held
     * @param start where it begins again when its cursor can't be continued; null: all that is held
     */
    public static FeedPosition fresh(
            Handle<? extends Feed> handle, @Nullable Cursor at, Supplier<@Nullable Cursor> start) {
        return new FeedPosition(handle, at, start);
    }

    /**
     * A reader that comes back.
     *
     * @param since the cursor that it brought
     */
    public static FeedPosition resume(Handle<? extends Feed> handle, String since, Supplier<@Nullable Cursor> start) {
        FeedPosition feedPosition = new FeedPosition(handle, null, start);
        resumeAll(List.of(feedPosition), since);
        return feedPosition;
    }

    /**
     * A reader of several feeds that comes back: the taps, made as for one that comes for the first time, go on from the
     * cursor that it brought. Where a part of that is none, or their number is wrong, all start again.
     *
     * @param since one cursor for each tap, in their order, joined by {@code ~}
     */
    public static void resumeAll(List<FeedPosition> feedPositions, String since) {
        String[] parts = since.split("~", -1);
        boolean known = parts.length == feedPositions.size();
        for (int i = 0; known && i < parts.length; i++) {
            Cursor cursor = Cursor.parse(parts[i]);
            feedPositions.get(i).at = cursor;
            known = cursor != null;
        }
        if (!known) {
            feedPositions.forEach(FeedPosition::restart);
        }
    }

    /** For somebody who waits: nothing is sent before there is something to say. A place that can't be continued is. */
    public static void await(List<FeedPosition> feedPositions) {
        boolean lost = false;
        for (FeedPosition feedPosition : feedPositions) {
            feedPosition.fresh = false;
            lost |= !feedPosition.reset && feedPosition.lost();
        }
        if (lost) {
            feedPositions.forEach(FeedPosition::restart);
        }
    }

    private boolean lost() {
        Cursor now = at;
        return now != null && feed().read(now, feed().head(), 1, 1).kind() == Batch.Continuity.RESET;
    }

    /** The place can't be continued. Where that was a new start already, the feed has begun anew since: read all. */
    void restart() {
        at = reset ? null : start.get();
        reset = true;
        more = false;
    }

    /** Whether what is read next belongs to what a reader is told that knows nothing yet. */
    boolean inSnapshot() {
        Cursor now = at;
        return now == null || now.isNothing() || now.base() > 0;
    }

    /** Whether it only waits for news. */
    boolean quiet() {
        return !fresh && !reset && !more;
    }

    /** Whether there is something to read up to there, or to say. */
    boolean behind(Cursor end) {
        Cursor now = at;
        return now == null || !quiet() || now.isBefore(end);
    }

    /** What was read is told: it stands behind that. */
    void passed(Batch read) {
        at = read.next();
        more = read.more();
        reset = false;
        fresh = false;
    }

    Feed feed() {
        return handle.feed();
    }

    /** What the client brings back; empty before the first read, which only plain readers can be at: they get no cursor. */
    String cursorText() {
        Cursor now = at;
        return now == null ? "" : now.text();
    }
}
