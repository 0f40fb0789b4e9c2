package dev.echolocate.delivery;

import dev.echolocate.base.Budget;
import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Cursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber reads: its feeds, each from a cursor, as frames of its dialect. What several feeds have to tell goes into one
 * frame, with their cursors joined. What a feed tells comes no later than what was told after it in a feed behind it in the
 * list (who says something has come in first), unless more is there than one frame takes, which the frame says. It takes what
 * many share where it can, and reads for itself where it is behind. Confined to its subscriber's lane.
 */
final class Pump {
    /** Frames of Boards that a plain session gets a second, and at once. */
    private static final int PLAIN_FRAMES_A_SECOND = 200;

    private static final int PLAIN_FRAMES_AT_ONCE = 1000;

    private static final int TRIES = 3;

    private final Hub hub;
    private final Dialect dialect;
    private final List<FeedPosition> feedPositions;

    /** What was read, and how many frames of it are sent. */
    private List<Frame> batch = List.of();

    private int sent;

    /** Null where the dialect has no need of it. */
    private final @Nullable TokenBucket allowance;

    private @Nullable String intro;
    private boolean lost;
    private volatile boolean hungry;

    /**
     * What a subscriber will read.
     *
     * @param intro members of the first frame, as {@code "name":value}, or null
     */
    Pump(Hub hub, Dialect dialect, @Nullable String intro, List<FeedPosition> feedPositions) {
        this.hub = hub;
        this.dialect = dialect;
        this.intro = intro;
        this.feedPositions = feedPositions;
        this.allowance = dialect.saysWhatIsMissing()
                ? null
                : new TokenBucket(PLAIN_FRAMES_A_SECOND, PLAIN_FRAMES_AT_ONCE, hub.millis());
    }

    /** Before the first read: from now on the subscriber is woken. */
    void join(Subscriber subscriber) {
        feedPositions.forEach(feedPosition -> feedPosition.join(hub, subscriber));
    }

    /** The end, whether it has joined or not. */
    void leave(Subscriber subscriber) {
        batch = List.of();
        sent = 0;
        feedPositions.forEach(feedPosition -> feedPosition.leave(hub, subscriber));
    }

    /** Whether its subscriber is told, every so often, that there is nothing to tell. Any thread. */
    boolean beats() {
        return dialect.beats() && !feedPositions.isEmpty();
    }

    /** Says that there is nothing after what was read. Only where {@link #read} has just found nothing. */
    Frame beat() {
        return dialect.encode(List.of(), Dialect.FrameHead.shared(cursor(), hub.epochMillis()))
                .get(0);
    }

    /** Whether frames wait for nothing but time. Any thread. */
    boolean hungry() {
        return hungry;
    }

    /** Whether something is missing that the dialect can't say. */
    boolean lost() {
        return lost;
    }

    /** Whether something that was accepted is not written, not read, or not sent. What comes after this was asked first is not owed. */
    boolean owes() {
        if (hub.awaitsWrites() && !feedPositions.isEmpty()) {
            return true;
        }
        boolean owes = !batch.isEmpty();
        for (FeedPosition feedPosition : feedPositions) {
            // Each of them is asked: it notes where its feed stands.
            owes |= feedPosition.owes();
        }
        return owes;
    }

    /** The next frame of what was read, or null. */
    @Nullable
    Frame poll() {
        if (sent == batch.size()) {
            return null;
        }
        Frame next = batch.get(sent++);
        if (sent == batch.size()) {
            sent = 0;
            batch = List.of();
        }
        return next;
    }

    /**
     * Reads what is next, counted as unsent until it is sent; there may be no frame in it, where it only came further.
     *
     * @param all also what is not flushed yet
     * @return false where there is nothing to read
     */
    boolean fill(Budget.Share unsent, boolean all) {
        List<Frame> frames = read(all);
        if (frames == null) {
            return false;
        }
        long bytes = 0;
        for (Frame frame : frames) {
            bytes += frame.size();
        }
        hub.unsent().add(unsent, bytes);
        batch = frames;
        sent = 0;
        return true;
    }

    /** Somebody comes, reads one frame, with items or without, and goes: a poll. Closes what it is read from. */
    Frame once() {
        try {
            // What must start again has a place that can be read then; a third try means that the feed itself went.
            for (int i = 0; i < TRIES; i++) {
                feedPositions.forEach(FeedPosition::lookAhead);
                List<Frame> frames = readAlone();
                if (frames != null && !frames.isEmpty()) {
                    return frames.get(0);
                }
            }
            throw new IllegalStateException("a feed that always starts again");
        } finally {
            feedPositions.forEach(FeedPosition::close);
        }
    }

    /** The next frames; empty where it only came further; null where there is nothing to read. */
    private @Nullable List<Frame> read(boolean all) {
        int behind = 0;
        FeedPosition which = null;
        Cut cut = null;
        for (int i = feedPositions.size() - 1; i >= 0; i--) {
            FeedPosition feedPosition = feedPositions.get(i);
            Cut flushed = feedPosition.look();
            if (all || behind > 0) {
                // Feeds are flushed each in its own time: what is told of a later one may rest on what an earlier one
                // holds.
                feedPosition.lookAhead();
            }
            if (feedPosition.isBehind()) {
                behind++;
                which = feedPosition;
                cut = flushed;
            }
        }
        if (which == null || cut == null) {
            return null;
        }
        List<Frame> shared = behind == 1 ? readShared(which, cut) : null;
        return shared == null ? readAlone() : shared;
    }

    /** What only one feed has to tell, to all who stand there; null where this subscriber stands elsewhere. */
    private @Nullable List<Frame> readShared(FeedPosition feedPosition, Cut flushed) {
        Cursor at = feedPosition.at;
        boolean board = feedPosition.isBoard();
        // Among several feeds nothing is told twice: what was read ahead of the flush is not in the cut again.
        boolean within = board && feedPositions.size() == 1;
        Cut cut = at != null && feedPosition.quiet() && othersAreAtTheirCuts(feedPosition)
                ? flushed.next(at, within)
                : null;
        if (cut == null || cut.entries() > allowed(board)) {
            return null;
        }
        if (dialect.leavesOutWhatIsKnown() && !feedPosition.knowsWhatIsLeftOutOf(cut)) {
            return null;
        }
        feedPosition.passed(cut);
        String cursor = feedPositions.size() == 1 ? cut.cursor() : cursor();
        return spent(cut.frames(dialect, cursor, feedPosition.of), board ? 0 : cut.entries());
    }

    /** Else there would be nearly as many cursors as readers, and nothing to share. */
    private boolean othersAreAtTheirCuts(FeedPosition feedPosition) {
        for (FeedPosition other : feedPositions) {
            if (other != feedPosition && !other.isAtTheCut()) {
                return false;
            }
        }
        return true;
    }

    private int allowed(boolean board) {
        if (allowance == null || !board) {
            return Integer.MAX_VALUE;
        }
        int allowed = Math.max(0, allowance.available(hub.millis()));
        hungry = allowed == 0;
        return allowed;
    }

    /** All feeds are read before any position moves: they start again together. */
    private @Nullable List<Frame> readAlone() {
        List<@Nullable Batch> batches = new ArrayList<>(feedPositions.size());
        for (FeedPosition feedPosition : feedPositions) {
            Batch batch = read(feedPosition);
            if (batch != null && !dialect.saysWhatIsMissing() && loses(batch, feedPosition)) {
                lost = true;
                return List.of();
            }
            if (batch != null && batch.kind() == Batch.Continuity.RESET) {
                feedPositions.forEach(FeedPosition::restart);
                return List.of();
            }
            batches.add(batch);
        }
        return told(batches);
    }

    private @Nullable Batch read(FeedPosition feedPosition) {
        int allowed = feedPosition.isBehind() ? allowed(feedPosition.isBoard()) : 0;
        if (allowed == 0) {
            return null;
        }
        int entries = feedPosition.inSnapshot() ? Math.min(allowed, dialect.snapshotEntries()) : allowed;
        return feedPosition.read(entries, Fanout.READ_BYTES / feedPositions.size());
    }

    /** A plain subscriber brings no cursor: where its first one is foreign, the feed began anew after it came. */
    private static boolean loses(Batch batch, FeedPosition feedPosition) {
        return batch.kind() == Batch.Continuity.GAP || (batch.kind() == Batch.Continuity.RESET && !feedPosition.fresh);
    }

    /** The positions move on, and what was read becomes one frame, or one for each entry. */
    private @Nullable List<Frame> told(List<@Nullable Batch> batches) {
        List<Part> parts = new ArrayList<>(feedPositions.size());
        boolean moved = false;
        boolean tells = false;
        boolean reset = false;
        int ofLogs = 0;
        for (int i = 0; i < feedPositions.size(); i++) {
            FeedPosition feedPosition = feedPositions.get(i);
            Batch batch = batches.get(i);
            if (batch != null) {
                moved |= !batch.next().equals(feedPosition.at);
                tells |= feedPosition.fresh || !batch.entries().isEmpty() || batch.lost() > 0;
                reset |= feedPosition.reset;
                ofLogs += feedPosition.isBoard() ? 0 : batch.entries().size();
                parts.add(feedPosition.part(batch));
                feedPosition.passed(batch);
            }
        }
        if (!tells && !reset) {
            return moved ? List.of() : null;
        }
        List<Frame> frames = dialect.encode(parts, new Dialect.FrameHead(cursor(), hub.epochMillis(), reset, intro));
        intro = null;
        return spent(frames, ofLogs);
    }

    private String cursor() {
        StringBuilder text = new StringBuilder();
        for (FeedPosition feedPosition : feedPositions) {
            text.append(text.isEmpty() ? "" : "~").append(feedPosition.cursorText());
        }
        return text.toString();
    }

    /** Plain: an entry of a Log is a frame, and costs nothing of what Boards may. */
    private List<Frame> spent(List<Frame> frames, int ofLogs) {
        if (allowance != null) {
            allowance.spend(frames.size() - ofLogs);
        }
        return frames;
    }
}
