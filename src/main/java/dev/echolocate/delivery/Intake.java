package dev.echolocate.delivery;

import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Cursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader reads: its feeds, each from a cursor, as frames of its dialect. It takes what many share where it can, and
 * reads for itself where it is behind. Confined to its reader's lane.
 */
final class Intake {
    /** Frames of Boards that a plain session gets a second, and at once. */
    private static final int PLAIN_FRAMES_A_SECOND = 200;

    private static final int PLAIN_FRAMES_AT_ONCE = 1000;

    private final Delivery delivery;
    private final Dialect dialect;
    private final List<Tap> taps;
    private final List<Flow> flows = new ArrayList<>();
    private final Allowance allowance;
    private @Nullable String intro;
    private int turn;
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
        this.allowance = new Allowance(PLAIN_FRAMES_A_SECOND, PLAIN_FRAMES_AT_ONCE, delivery.millis());
    }

    /** Before the first read: from now on the reader is woken. */
    void join(int stripe, Reader reader) {
        taps.forEach(tap -> flows.add(delivery.join(tap.feed(), stripe, reader)));
    }

    /** The end, whether it has joined or not. */
    void leave(int stripe, Reader reader) {
        flows.forEach(flow -> delivery.leave(flow, stripe, reader));
        taps.forEach(tap -> tap.handle.close());
    }

    /** Whether frames wait for nothing but time. Any thread. */
    boolean hungry() {
        return hungry;
    }

    /** Whether something is missing that the dialect can't say. */
    boolean lost() {
        return lost;
    }

    /** The next frames; empty where it only came further; null where there is nothing to read. */
    @Nullable
    List<Frame> read() {
        List<Frame> read = null;
        for (int i = 0; i < taps.size() && (read == null || read.isEmpty()); i++) {
            // In turns: a feed that never rests would starve the others of a slow reader.
            int tap = turn;
            turn = (turn + 1) % taps.size();
            List<Frame> frames = read(taps.get(tap), flows.get(tap));
            read = frames == null ? read : frames;
        }
        return read;
    }

    private @Nullable List<Frame> read(Tap tap, Flow flow) {
        Cut cut = flow.cut();
        Cursor at = tap.at;
        boolean quiet = !tap.fresh && !tap.reset && !tap.more;
        if (at != null && quiet && at.sequence() >= cut.at().sequence()) {
            return null;
        }
        int allowed = allowed(flow);
        if (allowed == 0) {
            return null;
        }
        Page page = at != null && quiet && taps.size() == 1 ? cut.page(at, flow.board()) : null;
        if (page != null && page.entries() <= allowed) {
            tap.at = page.next();
            return spent(flow, page.frames(dialect));
        }
        int entries = tap.inSnapshot() ? Math.min(allowed, dialect.snapshotEntries()) : allowed;
        return readAlone(tap, flow, tap.feed().read(at, cut.at(), entries, Flow.READ_BYTES));
    }

    private int allowed(Flow flow) {
        if (dialect.saysWhatIsMissing() || !flow.board()) {
            return Integer.MAX_VALUE;
        }
        int allowed = Math.max(0, allowance.available(delivery.millis()));
        hungry = allowed == 0;
        return allowed;
    }

    private @Nullable List<Frame> readAlone(Tap tap, Flow flow, Batch read) {
        // A plain reader brings no cursor: where its first one is foreign, the feed began anew after it came.
        boolean lost = read.kind() == Batch.Kind.GAP || (read.kind() == Batch.Kind.RESET && !tap.fresh);
        if (lost && !dialect.saysWhatIsMissing()) {
            this.lost = true;
            return List.of();
        }
        if (read.kind() == Batch.Kind.RESET) {
            tap.restart();
            return List.of();
        }
        boolean silent = read.entries().isEmpty() && read.lost() == 0 && !tap.reset && !tap.fresh;
        boolean moved = !read.next().equals(tap.at);
        boolean snapshot = tap.inSnapshot();
        tap.at = read.next();
        tap.more = read.more();
        if (silent) {
            return moved ? List.of() : null;
        }
        List<Frame> frames = dialect.encode(read, new Dialect.Head(cursor(), tap.reset, snapshot, intro));
        tap.reset = false;
        tap.fresh = false;
        intro = null;
        return spent(flow, frames);
    }

    private String cursor() {
        StringBuilder text = new StringBuilder();
        for (Tap tap : taps) {
            text.append(text.isEmpty() ? "" : "~").append(tap.cursorText());
        }
        return text.toString();
    }

    private List<Frame> spent(Flow flow, List<Frame> frames) {
        if (flow.board() && !dialect.saysWhatIsMissing()) {
            allowance.spend(frames.size());
        }
        return frames;
    }
}
