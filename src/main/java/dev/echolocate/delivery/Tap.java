package dev.echolocate.delivery;

import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Feed;
import dev.echolocate.feed.Handle;
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

    void restart() {
        at = start.get();
        reset = true;
        more = false;
    }

    Feed feed() {
        return handle.feed();
    }

    /** The cursor to say when nothing was read yet. */
    String cursorText() {
        Cursor now = at;
        return (now == null ? feed().head() : now).text();
    }
}
