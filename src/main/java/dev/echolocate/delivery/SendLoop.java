package dev.echolocate.delivery;

import dev.echolocate.base.Enduring;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one session sends, in its turn: replies, its end, a ping, what its feeds have to tell, or that they have nothing to tell. One
 * operation is in flight at a time.
 */
final class SendLoop extends Lane {
    private final Hub hub;
    private final Subscriber session;
    private final Sink sink;
    private final Outbox outbox;
    private final Flight flight;
    private final Heartbeat heartbeat;
    private final Termination termination;

    /** To be read from now on. Set on any thread, taken on the lane. */
    private volatile @Nullable Pump opened;

    /** What is read. Set on the lane. */
    private volatile Pump pump;

    private boolean finished;

    SendLoop(
            Hub hub,
            Executor executor,
            Subscriber session,
            Sink sink,
            Outbox outbox,
            Flight flight,
            Heartbeat heartbeat,
            Termination termination) {
        super(executor, hub.stripe(session.stripe()));
        this.hub = hub;
        this.session = session;
        this.sink = sink;
        this.outbox = outbox;
        this.flight = flight;
        this.heartbeat = heartbeat;
        this.termination = termination;
        this.pump = hub.nothingToRead();
    }

    /** Any thread, once: from now on it reads. Where the session is over, what is given is closed. */
    void follow(Pump feeds) {
        opened = feeds;
        wake();
    }

    /** Any thread: whether there is something to send that waits for nothing but time. */
    boolean isDue(long nowMillis) {
        return heartbeat.wanted() || pump.hungry() || beatDue(nowMillis);
    }

    @Override
    boolean step() {
        join();
        while (!finished) {
            if (termination.isGone()) {
                finish();
                return false;
            }
            Operation operation = flight.operation();
            if (operation != null) {
                if (!operation.done()) {
                    return false;
                }
                land(operation);
            } else if (turnIsOver()) {
                return true;
            } else if (!next()) {
                return false;
            }
        }
        return false;
    }

    @Override
    void failed() {
        session.abort(Ending.FAULT, "it failed");
    }

    private void join() {
        Pump feeds = opened;
        if (feeds == null) {
            return;
        }
        opened = null;
        if (finished) {
            feeds.leave(session);
        } else {
            pump = feeds;
            feeds.join(session);
        }
    }

    private void land(Operation operation) {
        Throwable failure = flight.land(operation);
        if (failure != null) {
            termination.cut(Ending.LOST, failure.toString());
        }
    }

    /** Starts the next operation, or changes something that may allow one; false where there is nothing to do. */
    private boolean next() {
        stepped();
        End end = termination.how();
        boolean drains = end != null && termination.isDraining();
        Replies.QueuedReply reply = outbox.poll(drains);
        if (reply != null) {
            return answer(reply, drains);
        }
        if (end != null && !(drains && pump.owes())) {
            return close(end);
        }
        if (heartbeat.wanted() && !framesServe() && flight.ping(session.isPingedOften())) {
            return true;
        }
        Frame frame = pump.poll();
        if (frame != null) {
            return send(frame);
        }
        return read(drains) || beat() || (drains && !pump.owes());
    }

    private boolean answer(Replies.QueuedReply reply, boolean all) {
        Frame frame = reply.frame();
        if (frame != null) {
            return send(frame, () -> outbox.pollFrame(all), Replies.OVERHEAD);
        }
        reply.action().run();
        return true;
    }

    private boolean close(End end) {
        if (!flight.close(end)) {
            termination.cut(end.why(), "too many sessions end at once");
        }
        return true;
    }

    /** Whether a frame follows that is as good as the ping. */
    private boolean framesServe() {
        return sink.livesByTaking() && beatDue(hub.millis());
    }

    private boolean send(Frame frame) {
        return send(frame, pump::poll, 0);
    }

    /**
     * Sends a frame, and what follows it as far as they go together.
     *
     * @param overhead bytes that are counted for each besides its own
     */
    private boolean send(Frame first, Supplier<@Nullable Frame> following, int overhead) {
        List<Frame> frames = List.of(first);
        int bytes = first.size();
        if (bytes < sink.together()) {
            Frame next = following.get();
            if (next != null) {
                frames = new ArrayList<>(frames);
            }
            while (next != null) {
                frames.add(next);
                bytes += next.size();
                next = bytes < sink.together() ? following.get() : null;
            }
        }
        sent(bytes);
        if (!flight.send(frames, bytes, bytes + (long) overhead * frames.size())) {
            termination.begin(End.of(Ending.BUSY, "too many messages in parts at once; try again later"));
        }
        return true;
    }

    private boolean read(boolean all) {
        Pump pump = this.pump;
        if (!pump.fill(session.unsent(), all)) {
            return false;
        }
        if (pump.lost()) {
            termination.begin(End.of(Ending.BEHIND, "you are too far behind: messages were lost"));
        }
        return true;
    }

    /** All is read and sent, and nothing was sent for so long: says that. */
    private boolean beat() {
        long now = hub.millis();
        if (!beatDue(now)) {
            return false;
        }
        heartbeat.accompany(now);
        Frame frame = pump.beat();
        hub.unsent().add(session.unsent(), frame.size());
        return send(frame);
    }

    private boolean beatDue(long nowMillis) {
        return pump.beats() && nowMillis - flight.sentAt() >= hub.beatMillis();
    }

    private void finish() {
        finished = true;
        flight.abandon();
        Enduring.run("the end of a session's replies", outbox::close);
        Enduring.run("the end of what a session reads", () -> pump.leave(session));
        session.over();
    }
}
