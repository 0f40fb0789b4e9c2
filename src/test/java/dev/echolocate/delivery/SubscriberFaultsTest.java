package dev.echolocate.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.base.Enduring;
import dev.echolocate.delivery.RecordingSink.Way;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Log;
import dev.echolocate.testkit.Deadline;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a sink throws, and what is a fault of ours, ends one session. */
class SubscriberFaultsTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whateverASendThrowsEndsThisSessionAndNoOther() {
        Handle<Log> log = bench.log("a");
        RecordingSink well = new RecordingSink(Way.AT_ONCE);
        bench.read(well, Plain.DIALECT, Bench.feedPosition(bench.log("a")));
        int n = 0;
        for (Way way : List.of(Way.EXCEPTION, Way.ERROR, Way.FAILURE)) {
            RecordingSink sink = new RecordingSink(way);
            bench.read(sink, Plain.DIALECT, Bench.all(bench.log("a")));
            Bench.append(log.feed(), "message");
            Deadline.await("it is over: " + way, () -> sink.endings.get() == 1);
            assertEquals(1, sink.aborts.get());
            int messages = ++n;
            Deadline.await("the other has it", () -> well.count() == messages);
        }
        Deadline.await("one session is left", () -> bench.hub.sessions() == 1);
        well.subscriber.thenAccept(Subscriber::closed);
        bench.awaitNothingLeft();
    }

    @Test
    void whoeverWatchesTheThreadsIsToldThatASendHasRunOutOfMemory() {
        RecordingSink sink = new RecordingSink(Way.AT_ONCE) {
            @Override
            public void send(Frame frame, Consumer<@Nullable Throwable> done) {
                throw new OutOfMemoryError("a test");
            }
        };
        bench.read(sink, Plain.DIALECT, Bench.all(bench.log("a")));
        Bench.append(bench.log("a").feed(), "message");
        Deadline.await("it is over", () -> sink.endings.get() == 1);
        assertEquals(1, bench.failures.size());
        bench.awaitNothingLeft();
    }

    /** Everything throws. */
    private static final class Broken extends RecordingSink {
        Broken() {
            super(Way.ERROR);
        }

        @Override
        public void ping() {
            throw new AssertionError("no ping");
        }

        @Override
        public void close(End how) {
            throw new AssertionError("no close");
        }

        @Override
        public void abort() {
            super.abort();
            throw new AssertionError("no abort");
        }
    }

    /** We say such things as a fault of ours, which they are; not in the output of a test. */
    private static void unheard(Runnable fault) {
        List<Logger> logs = List.of(Logger.getLogger(Lane.class.getName()), Logger.getLogger(Enduring.class.getName()));
        logs.forEach(log -> log.setLevel(Level.OFF));
        try {
            fault.run();
        } finally {
            logs.forEach(log -> log.setLevel(null));
        }
    }

    @Test
    void anErrorOfOursEndsTheSessionAndNothingElse() {
        Dialect broken = new Dialect() {
            @Override
            public List<Frame> encode(List<Part> parts, FrameHead head) {
                throw new AssertionError("a fault");
            }

            @Override
            public boolean saysWhatIsMissing() {
                return true;
            }
        };
        unheard(() -> {
            RecordingSink sink = new RecordingSink(Way.AT_ONCE);
            bench.read(sink, broken, Bench.feedPosition(bench.log("a")));
            bench.awaitNothingLeft();
            assertEquals(1, sink.aborts.get());
            assertEquals(1, sink.endings.get());
        });
    }

    @Test
    void whereNothingWorksTheSessionIsStillOver() {
        unheard(this::endWhereNothingWorks);
    }

    private void endWhereNothingWorks() {
        for (Consumer<Subscriber> fault : List.<Consumer<Subscriber>>of(
                subscriber -> subscriber.reply(Frame.text("a")),
                subscriber -> subscriber.end(new End(Ending.ASKED, 1000, "bye")),
                subscriber -> {
                    bench.advance(Bench.PING);
                },
                subscriber -> subscriber.abort(Ending.FAULT, "a test"))) {
            Handle<Log> log = bench.log("a");
            Broken sink = new Broken();
            Subscriber subscriber = bench.hub.read(sink, Plain.DIALECT, null, List.of(Bench.feedPosition(log)), () -> {
                sink.endings.incrementAndGet();
                throw new AssertionError("and a callback that throws");
            });
            fault.accept(subscriber);
            bench.awaitNothingLeft();
            assertEquals(1, sink.endings.get());
            assertEquals(1, sink.aborts.get());
        }
    }
}
