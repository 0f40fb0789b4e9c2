package dev.echolocate.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepliesTest {
    private static final Frame KIB = Frame.binary(new byte[1024 - 64]);

    /** Counts, and notices calls that don't alternate. */
    private static final class Counting implements Backlog {
        final AtomicInteger paused = new AtomicInteger();
        volatile boolean mixedUp;
        volatile int pauses;

        @Override
        public void pause() {
            pauses++;
            mixedUp |= paused.incrementAndGet() != 1;
        }

        @Override
        public void resume() {
            mixedUp |= paused.decrementAndGet() != 0;
        }
    }

    @Test
    void oneIsTakenWhateverItsSizeAndNoMore() {
        Replies replies = new Replies(100, null);
        assertTrue(replies.offer(KIB));
        assertFalse(replies.offer(Frame.text("")));
        assertEquals(KIB, replies.poll());
        assertTrue(replies.offer(KIB));
    }

    @Test
    void thePeerIsHeldBackAboveTheLimitAndReadAgainAtHalfOfIt() {
        Counting backlog = new Counting();
        Replies replies = new Replies(4 * 1024, backlog);
        for (int i = 0; i < 4; i++) {
            replies.offer(KIB);
        }
        assertEquals(0, backlog.paused.get());
        assertTrue(replies.offer(KIB), "what is on its way is still taken");
        assertEquals(1, backlog.paused.get());
        replies.poll();
        replies.poll();
        assertEquals(1, backlog.paused.get());
        replies.poll();
        assertEquals(0, backlog.paused.get());
    }

    @Test
    void theEndReadsOn() {
        Counting backlog = new Counting();
        Replies replies = new Replies(10, backlog);
        replies.offer(KIB);
        assertTrue(replies.paused());
        replies.close();
        assertFalse(replies.paused());
        assertEquals(0, backlog.paused.get());
        assertFalse(replies.offer(KIB));
    }

    @Test
    void itIsNeverStuckPaused() throws InterruptedException {
        Counting backlog = new Counting();
        Replies replies = new Replies(8 * 1024, backlog);
        int each = 20_000;
        CountDownLatch offering = new CountDownLatch(3);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            Random random = new Random(t);
            Thread thread = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    replies.offer(random.nextBoolean() ? KIB : Frame.text("a"));
                    if (replies.paused()) {
                        Thread.yield();
                    }
                }
                offering.countDown();
            });
            threads.add(thread);
            thread.start();
        }
        int polled = 0;
        while (polled < 3 * each) {
            if (replies.poll() != null) {
                polled++;
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertFalse(replies.paused());
        assertEquals(0, backlog.paused.get());
        assertFalse(backlog.mixedUp);
        assertTrue(backlog.pauses > 0);
    }
}
