package dev.echolocate.delivery;

import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Feed;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Log;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A feed that a reader drinks from: where it stands, and where it starts again. Confined to its reader. */
public final class Tap {
    final Handle<? extends Feed> handle;
    private final Supplier<@Nullable Cursor> start;

    @Nullable
    Cursor at;

    /** Nothing was read yet: {@code feed.v1} sends a first frame, with items or without. */
    boolean fresh = true;

    boolean reset;
    boolean more;

    private Tap(Handle<? extends Feed> handle, @Nullable Cursor at, Supplier<@Nullable Cursor> start) {
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
    public static Tap fresh(Handle<? extends Feed> handle, @Nullable Cursor at, Supplier<@Nullable Cursor> start) {
        return new Tap(handle, at, start);
    }

    /**
     * A reader that comes back.
     *
     * @param since the cursor that it brought
     */
    public static Tap resume(Handle<? extends Feed> handle, String since, Supplier<@Nullable Cursor> start) {
        Cursor cursor = Cursor.parse(since);
        Tap tap = new Tap(handle, cursor, start);
        if (cursor == null) {
            tap.restart();
        }
        return tap;
    }

    /** The same, for somebody who waits: nothing is sent before there is something to say. */
    public Tap patient() {
        fresh = false;
        Cursor now = at;
        if (now != null && feed().read(now, feed().head(), 1, 1).kind() == Batch.Kind.RESET) {
            restart();
        }
        return this;
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
        return now == null || now.base() > 0;
    }

    Feed feed() {
        return handle.feed();
    }

    /** What the client brings back. Of several feeds, one may be told before another was read: nothing of it is known. */
    String cursorText() {
        Cursor now = at;
        return (now == null ? beginning() : now).text();
    }

    private Cursor beginning() {
        if (feed() instanceof Log log) {
            return log.back(Integer.MAX_VALUE);
        }
        Cursor head = feed().head();
        return new Cursor(head.epoch(), 0, head.sequence());
    }
}
