package dev.echolocate.delivery;

import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Cursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader reads: its feeds, each from a cursor, as frames of its dialect. What several feeds have to tell goes into one
 * frame, with their cursors joined. What a feed tells comes no later than what was told after it in a feed behind it in the
 * list (who says something has come in first), unless more is there than one frame takes, which the frame says. It takes what
 * many share where it can, and reads for itself where it is behind. Confined to its reader's lane.
 */
final class Intake {
    /** Frames of Boards that a plain session gets a second, and at once. */
    private static final int PLAIN_FRAMES_A_SECOND = 200;

    private static final int PLAIN_FRAMES_AT_ONCE = 1000;

    private static final int TRIES = 3;

    private final Delivery delivery;
    private final Dialect dialect;
    private final List<Tap> taps;
    private final List<Flow> flows = new ArrayList<>(1);
    private final Cut[] cuts;

    /** What was read, and how many frames of it are sent. */
    private List<Frame> batch = List.of();

    private int sent;

    /** How far each feed is read now. */
    private final Cursor[] ends;

    /** Null where the dialect has no need of it. */
    private final @Nullable Allowance allowance;

    /** Where the feeds stood when the server was about to stop. */
    private final List<Cursor> last = new ArrayList<>(0);

    private @Nullable String intro;
    private boolean lost;
    private volatile boolean hungry;

    /**
     * What a reader will read.
     *
     * @param intro members of the first frame, as {@code "name":value}, or null
     */
    Intake(Delivery delivery, Dialect dialect, @Nullable String intro, List<Tap> taps) {
        this.delivery = delivery;
        this.dialect = dialect;
        this.intro = intro;
        this.taps = taps;
        this.cuts = new Cut[taps.size()];
        this.ends = new Cursor[taps.size()];
        this.allowance = dialect.saysWhatIsMissing()
                ? null
                : new Allowance(PLAIN_FRAMES_A_SECOND, PLAIN_FRAMES_AT_ONCE, delivery.millis());
    }

    /** Before the first read: from now on the reader is woken. */
    void join(int stripe, Reader reader) {
        taps.forEach(tap -> flows.add(delivery.join(tap.feed(), stripe, reader)));
    }

    /** The end, whether it has joined or not. */
    void leave(int stripe, Reader reader) {
        batch = List.of();
        sent = 0;
        flows.forEach(flow -> delivery.leave(flow, stripe, reader));
        taps.forEach(tap -> tap.handle.close());
    }

    /** Whether its readers are told, every so often, that there is nothing to tell. Any thread. */
    boolean beats() {
        return dialect.beats() && !taps.isEmpty();
    }

    /** Says that there is nothing after what was read. Only where {@link #read} has just found nothing. */
    Frame beat() {
        Tap any = taps.get(0);
        Batch nothing = new Batch(Batch.Kind.NEXT, List.of(), any.feed().head(), 0, false);
        return dialect.encode(nothing, Dialect.Head.shared(cursor(), delivery.epochMillis()))
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

    /** Whether something is not read, or not sent, that was there when this was asked first. */
    boolean owes() {
        if (!batch.isEmpty()) {
            return true;
        }
        if (last.isEmpty()) {
            taps.forEach(tap -> last.add(tap.feed().head()));
        }
        for (int i = 0; i < taps.size(); i++) {
            if (taps.get(i).behind(last.get(i))) {
                return true;
            }
        }
        return false;
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
     * Reads what is next, counted to the account until it is sent; there may be no frame in it, where it only came further.
     *
     * @return false where there is nothing to read
     */
    boolean fill(Account account) {
        List<Frame> frames = read();
        if (frames == null) {
            return false;
        }
        account.add(frames.stream().mapToLong(Frame::size).sum());
        batch = frames;
        sent = 0;
        return true;
    }

    /** Somebody comes, reads one frame, with items or without, and goes: a poll. Closes the taps' handles. */
    Frame once() {
        try {
            // A tap that must start again has a place that can be read then; a third try means that the feed itself
            // went.
            for (int i = 0; i < TRIES; i++) {
                for (int feed = 0; feed < taps.size(); feed++) {
                    ends[feed] = taps.get(feed).feed().head();
                }
                List<Frame> frames = readAlone();
                if (frames != null && !frames.isEmpty()) {
                    return frames.get(0);
                }
            }
            throw new IllegalStateException("a feed that always starts again");
        } finally {
            taps.forEach(tap -> tap.handle.close());
        }
    }

    /** The next frames; empty where it only came further; null where there is nothing to read. */
    private @Nullable List<Frame> read() {
        int behind = 0;
        int which = 0;
        for (int i = taps.size() - 1; i >= 0; i--) {
            Tap tap = taps.get(i);
            cuts[i] = flows.get(i).cut();
            // Feeds are flushed each in its own time: what is told of a later one may rest on what an earlier one
            // holds.
            ends[i] = behind == 0 ? cuts[i].at() : tap.feed().head();
            if (tap.behind(ends[i])) {
                behind++;
                which = i;
            }
        }
        if (behind == 0) {
            return null;
        }
        List<Frame> shared = behind == 1 ? readShared(which) : null;
        return shared == null ? readAlone() : shared;
    }

    /** What only one feed has to tell, to all who stand there; null where this reader stands elsewhere. */
    private @Nullable List<Frame> readShared(int feed) {
        Tap tap = taps.get(feed);
        Cursor at = tap.at;
        boolean board = isBoard(feed);
        // Among several feeds nothing is told twice: what was read ahead of the flush is not in the page again.
        boolean within = board && taps.size() == 1;
        Page page = at != null && tap.quiet() && othersAreAtTheirCuts(feed) ? cuts[feed].page(at, within) : null;
        if (page == null || page.entries() > allowed(board)) {
            return null;
        }
        tap.at = page.next();
        String cursor = taps.size() == 1 ? page.cursor() : cursor();
        return spent(page.frames(dialect, cursor), board ? 0 : page.entries());
    }

    /** Else there would be nearly as many cursors as readers, and nothing to share. */
    private boolean othersAreAtTheirCuts(int feed) {
        for (int i = 0; i < taps.size(); i++) {
            if (i != feed && !cuts[i].at().equals(taps.get(i).at)) {
                return false;
            }
        }
        return true;
    }

    private boolean isBoard(int feed) {
        return taps.get(feed).feed() instanceof Board;
    }

    private int allowed(boolean board) {
        if (allowance == null || !board) {
            return Integer.MAX_VALUE;
        }
        int allowed = Math.max(0, allowance.available(delivery.millis()));
        hungry = allowed == 0;
        return allowed;
    }

    /** All feeds are read before any tap moves: they start again together. */
    private @Nullable List<Frame> readAlone() {
        List<@Nullable Batch> batches = new ArrayList<>(taps.size());
        for (int i = 0; i < taps.size(); i++) {
            Tap tap = taps.get(i);
            Batch batch = read(tap, i);
            if (batch != null && !dialect.saysWhatIsMissing() && loses(batch, tap)) {
                lost = true;
                return List.of();
            }
            if (batch != null && batch.kind() == Batch.Kind.RESET) {
                taps.forEach(Tap::restart);
                return List.of();
            }
            batches.add(batch);
        }
        return told(batches);
    }

    private @Nullable Batch read(Tap tap, int feed) {
        int allowed = tap.behind(ends[feed]) ? allowed(isBoard(feed)) : 0;
        if (allowed == 0) {
            return null;
        }
        int entries = tap.inSnapshot() ? Math.min(allowed, dialect.snapshotEntries()) : allowed;
        return tap.feed().read(tap.at, ends[feed], entries, Flow.READ_BYTES / taps.size());
    }

    /** A plain reader brings no cursor: where its first one is foreign, the feed began anew after it came. */
    private static boolean loses(Batch batch, Tap tap) {
        return batch.kind() == Batch.Kind.GAP || (batch.kind() == Batch.Kind.RESET && !tap.fresh);
    }

    /** The taps move on, and what was read becomes one frame, or one for each entry. */
    private @Nullable List<Frame> told(List<@Nullable Batch> batches) {
        boolean snapshot = taps.size() == 1 && taps.get(0).inSnapshot();
        boolean moved = false;
        boolean first = false;
        boolean reset = false;
        int ofLogs = 0;
        Batch all = null;
        for (int i = 0; i < taps.size(); i++) {
            Tap tap = taps.get(i);
            Batch batch = batches.get(i);
            if (batch != null) {
                moved |= !batch.next().equals(tap.at);
                first |= tap.fresh;
                reset |= tap.reset;
                ofLogs += isBoard(i) ? 0 : batch.entries().size();
                all = all == null ? batch : all.with(batch);
                tap.passed(batch);
            }
        }
        if (all == null || (all.entries().isEmpty() && all.lost() == 0 && !reset && !first)) {
            return moved ? List.of() : null;
        }
        List<Frame> frames =
                dialect.encode(all, new Dialect.Head(cursor(), delivery.epochMillis(), reset, snapshot, intro));
        intro = null;
        return spent(frames, ofLogs);
    }

    private String cursor() {
        StringBuilder text = new StringBuilder();
        for (Tap tap : taps) {
            text.append(text.isEmpty() ? "" : "~").append(tap.cursorText());
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
