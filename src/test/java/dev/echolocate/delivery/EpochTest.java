package dev.echolocate.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.delivery.RecordingSink.Way;
import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Item;
import dev.echolocate.feed.Log;
import dev.echolocate.feed.Outcome;
import dev.echolocate.testkit.Deadline;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A feed begins anew under its readers, as where an engine has lost what it held. */
class EpochTest {
    private final Bench bench = new Bench();
    private final Log before = bench.log("before").feed();
    private final Log after = bench.log("after").feed();
    private final Turning turning = new Turning(before);

    @AfterEach
    void close() {
        bench.close();
    }

    /** One Log, and from some moment on another one. */
    private static final class Turning implements Log {
        private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
        private volatile Log now;

        Turning(Log now) {
            this.now = now;
            now.subscribe(this::changed);
        }

        void become(Log other) {
            now = other;
            other.subscribe(this::changed);
            changed();
        }

        private void changed() {
            listeners.forEach(Runnable::run);
        }

        @Override
        public String name() {
            return "turning";
        }

        @Override
        public Cursor head() {
            return now.head();
        }

        @Override
        public Cursor back(int n) {
            return now.back(n);
        }

        @Override
        public Batch read(Cursor from, Cursor upTo, int maxEntries, int maxBytes) {
            return now.read(from, upTo, maxEntries, maxBytes);
        }

        @Override
        public CompletionStage<Outcome> append(Item item, Address from) {
            return now.append(item, from);
        }

        @Override
        public Subscription subscribe(Runnable changed) {
            listeners.add(changed);
            return () -> listeners.remove(changed);
        }
    }

    private RecordingSink reader(Dialect dialect) {
        RecordingSink sink = new RecordingSink(Way.AT_ONCE);
        bench.read(
                sink,
                dialect,
                FeedPosition.fresh(new Handle<>(turning, turning.head(), () -> {}), turning.head(), turning::head));
        return sink;
    }

    @Test
    void readersAreResetThoughTheNewNumbersAreBelowTheOld() {
        for (int i = 0; i < 5; i++) {
            Bench.append(before, "old " + i);
        }
        RecordingSink reader = reader(FeedV1.DIALECT);
        Deadline.await("its first frame", () -> reader.count() == 1);
        turning.become(after);
        Deadline.await("it is told to start again", () -> reader.last().contains("\"reset\":true"));
        Bench.append(after, "new");
        Deadline.await("and hears what comes", () -> reader.last().contains("\"new\""));
        assertTrue(reader.last().contains("\"cursor\":\"" + after.head().text() + "\""), reader.last());
        RecordingSink late = reader(FeedV1.DIALECT);
        Deadline.await("who comes later", () -> late.count() == 1);
        int heard = reader.count();
        Bench.append(after, "shared");
        Deadline.await("both hear it", () -> late.last().contains("\"shared\"") && reader.count() == heard + 1);
    }

    @Test
    void aPlainReaderCantBeToldAndEnds() {
        Bench.append(before, "old");
        RecordingSink reader = reader(Plain.DIALECT);
        Bench.append(before, "heard");
        Deadline.await("it reads", () -> reader.count() == 1);
        turning.become(after);
        Deadline.await("it is closed", () -> reader.closeCode != 0);
        assertEquals(1013, reader.closeCode);
    }
}
