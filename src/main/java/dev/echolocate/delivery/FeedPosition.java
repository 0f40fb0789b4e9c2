package dev.echolocate.delivery;

import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Feed;
import dev.echolocate.feed.Handle;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A feed that a subscriber follows: where it stands, how far it reads now, and where it starts again. Confined to its subscriber's
 * lane.
 */
public final class FeedPosition {
    private final Handle<? extends Feed> handle;
    private final Supplier<@Nullable Cursor> start;

    /** Whose it is, where the reader is to be told; else null. */
    @Nullable
    String of;

    private Pace pace = Pace.USUAL;

    /** Once it is followed. */
    private @Nullable Fanout fanout;

    @Nullable
    Cursor at;

    /**
     * Up to where its reader knows all that there was: a page of several, and the cursor that a client brings, may leave out what
     * has changed again since. Null where that is nothing.
     */
    @Nullable
    private Cursor knows;

    /** How far it is read now. */
    private Cursor end;

    /** How far everybody is told who reads at once, as of the last look. */
    private Cursor flushed;

    /** Where the feed stood when the server was about to stop. */
    private @Nullable Cursor last;

    /** Nothing was read yet: {@code feed.v1} sends a first frame, with items or without. */
    boolean fresh = true;

    boolean reset;
    boolean more;

    private FeedPosition(Handle<? extends Feed> handle, @Nullable Cursor at, Supplier<@Nullable Cursor> start) {
        this.handle = handle;
        this.at = at;
        this.start = start;
        this.end = handle.from();
        this.flushed = handle.from();
    }

    /**
     * A reader that comes for the first time.
     *
     * @param handle closed when the subscriber ends
     * @param at where it begins; null: all that is held
     * @param start where it begins again when its cursor can't be continued; null: all that is held
     */
    public static FeedPosition fresh(
            Handle<? extends Feed> handle, @Nullable Cursor at, Supplier<@Nullable Cursor> start) {
        return new FeedPosition(handle, at, start);
    }

    /**
     * The same, of a feed that is told apart from others: each of its entries says whose it is.
     *
     * @param of a word such as {@code map}
     */
    public FeedPosition of(String of) {
        this.of = of;
        return this;
    }

    /** The same, told no more often than that; of a Log, at once in any case. */
    public FeedPosition at(Pace pace) {
        this.pace = pace;
        return this;
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
     * A reader of several feeds that comes back: its positions, made as for one that comes for the first time, go on from the
     * cursor that it brought. Where a part of that is none, or their number is wrong, all start again.
     *
     * @param since one cursor for each position, in their order, joined by {@code ~}
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

    /** Before the first read: from now on the subscriber is woken. */
    void join(Hub hub, Subscriber subscriber) {
        fanout = hub.join(feed(), isBoard() ? pace.millis() : 0, subscriber);
    }

    /** The end, whether it has joined or not. */
    void leave(Hub hub, Subscriber subscriber) {
        if (fanout != null) {
            hub.leave(fanout, subscriber);
        }
        close();
    }

    void close() {
        handle.close();
    }

    private boolean lost() {
        Cursor now = at;
        return now != null && feed().read(now, feed().head(), 1, 1).kind() == Batch.Continuity.RESET;
    }

    /** The place can't be continued. Where that was a new start already, the feed has begun anew since: read all. */
    void restart() {
        at = reset ? null : start.get();
        knows = null;
        reset = true;
        more = false;
    }

    /** Whether what is read next belongs to what a reader is told that knows nothing yet. */
    boolean inSnapshot() {
        Cursor now = at;
        return now == null || now.isNothing() || now.base() > 0;
    }

    /** Looks how far everybody is told who reads at once, and reads as far. */
    Cut look() {
        if (fanout == null) {
            throw new IllegalStateException("not followed");
        }
        Cut cut = fanout.cut();
        flushed = cut.at();
        end = flushed;
        return cut;
    }

    /** Reads as far as there is something. */
    void lookAhead() {
        end = feed().head();
    }

    /** Whether there is something to read now, or to say. */
    boolean isBehind() {
        return behind(end);
    }

    /** Whether it stands where everybody does who reads at once. */
    boolean isAtTheCut() {
        return flushed.equals(at);
    }

    /** Whether something is not read that was there when this was asked first. */
    boolean owes() {
        Cursor owed = last == null ? feed().head() : last;
        last = owed;
        return behind(owed);
    }

    Batch read(int maxEntries, int maxBytes) {
        return feed().read(at, end, maxEntries, maxBytes);
    }

    boolean isBoard() {
        return feed() instanceof Board;
    }

    /** Whether it only waits for news. */
    boolean quiet() {
        return !fresh && !reset && !more;
    }

    private boolean behind(Cursor end) {
        Cursor now = at;
        return now == null || !quiet() || now.isBefore(end);
    }

    /** What was read, before it is {@link #passed}. */
    Part part(Batch read) {
        return new Part(of, knows, inSnapshot(), read);
    }

    /** Whether its reader knows what is left out of a cut that leaves out what is known. */
    boolean knowsWhatIsLeftOutOf(Cut cut) {
        Cursor known = knows;
        return known != null
                && known.epoch().equals(cut.known().epoch())
                && known.sequence() >= cut.known().sequence();
    }

    /** A cut is told: it stands behind that. */
    void passed(Cut cut) {
        at = cut.at();
        if (cut.isLast()) {
            knows = at;
        }
    }

    /** What was read is told: it stands behind that. */
    void passed(Batch read) {
        at = read.next();
        more = read.more();
        if (!more) {
            knows = at;
        }
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
