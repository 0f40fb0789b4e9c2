package dev.echolocate.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RepliesTest {
    /** Of a reply in the queue: a reference, and half of one that is free. */
    private static final int PLACE = 6;

    /** Of a frame, its text and the bytes of that, as objects are laid out with compressed references. */
    private static final int FRAME = 32 + 24 + 24;

    private static final Frame KIB = Frame.binary(new byte[1024 - Replies.OVERHEAD]);

    /** Counts, and notices calls that don't alternate. */
    private static final class Counting implements ReadControl {
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

    private static @Nullable Frame polled(Replies replies, long now) {
        Replies.QueuedReply reply = replies.poll(now);
        return reply == null ? null : reply.frame();
    }

    @Test
    void whatIsNotDueWaitsAndCountsMeanwhile() {
        Replies replies = new Replies(2048, null);
        assertTrue(replies.offer(KIB, 50));
        assertTrue(replies.offer(Frame.text("now"), 0));
        assertEquals("now", Objects.requireNonNull(polled(replies, 10)).text());
        assertNull(polled(replies, 49));
        assertEquals(50, replies.due());
        assertTrue(replies.offer(KIB, 50));
        assertFalse(replies.offer(Frame.text("one too many"), 50));
        assertEquals(KIB, polled(replies, 50));
        assertTrue(replies.offer(Frame.text("again"), 51));
    }

    /** Many small ones are the worst: most of what they take is around them. */
    @Test
    void aReplyIsCountedWithAllThatItTakesOfTheHeap() {
        int count = 10_000;
        Replies replies = new Replies(Integer.MAX_VALUE, null);
        List<Frame> frames = frames(count);
        frames.forEach(frame -> assertTrue(replies.offer(frame, Replies.NOW)));
        while (replies.poll(0) != null) {
            // Its places stay, so that the second time is without the garbage of their growing.
        }
        long before = allocated();
        for (Frame frame : frames) {
            replies.offer(frame, Replies.NOW);
        }
        double each = (allocated() - before) / (double) count + PLACE + FRAME;
        int counted = Replies.cost(Frame.text("small"));
        assertTrue(each <= counted && counted <= 1.25 * each, () -> "counted " + counted + ", taken " + each);
    }

    private static List<Frame> frames(int count) {
        byte[] small = "small".getBytes(StandardCharsets.US_ASCII);
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(Frame.text(new String(small, StandardCharsets.US_ASCII)));
        }
        return frames;
    }

    /** By this thread. */
    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void whatIsDueTogetherKeepsItsOrder() {
        Replies replies = new Replies(1 << 20, null);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            replies.offer(Frame.text("" + i), 7);
        }
        replies.offer(() -> order.add("the end"), 7);
        for (Replies.QueuedReply reply = replies.poll(7); reply != null; reply = replies.poll(7)) {
            Frame frame = reply.frame();
            order.add(frame == null ? "" : String.valueOf(frame.text()));
            reply.action().run();
        }
        assertEquals(102, order.size());
        assertEquals("99", order.get(99));
        assertEquals(List.of("", "the end"), order.subList(100, 102));
        assertEquals(Long.MAX_VALUE, replies.due());
    }

    @Test
    void whatComesLastWaitsForWhatWasDelayedBefore() {
        Replies replies = new Replies(1 << 20, null);
        List<String> order = new ArrayList<>();
        replies.offer(Frame.text("delayed"), 50);
        replies.offer(Frame.text("at once"), Replies.NOW);
        replies.offerLast(() -> order.add("the end"));
        assertEquals("at once", Objects.requireNonNull(polled(replies, 49)).text());
        assertNull(replies.poll(49));
        assertEquals("delayed", Objects.requireNonNull(polled(replies, 50)).text());
        Objects.requireNonNull(replies.poll(50)).action().run();
        assertEquals(List.of("the end"), order);
    }

    @Test
    void oneIsTakenWhateverItsSizeAndNoMore() {
        Replies replies = new Replies(100, null);
        assertTrue(replies.offer(KIB, 0));
        assertFalse(replies.offer(Frame.text(""), 0));
        assertEquals(KIB, polled(replies, 0));
        assertTrue(replies.offer(KIB, 0));
    }

    @Test
    void thePeerIsHeldBackAboveTheLimitAndReadAgainAtHalfOfIt() {
        Counting readControl = new Counting();
        Replies replies = new Replies(4 * 1024, readControl);
        for (int i = 0; i < 4; i++) {
            replies.offer(KIB, 0);
        }
        assertEquals(0, readControl.paused.get());
        assertTrue(replies.offer(KIB, 0), "what is on its way is still taken");
        assertEquals(1, readControl.paused.get());
        replies.poll(0);
        replies.poll(0);
        assertEquals(1, readControl.paused.get());
        replies.poll(0);
        assertEquals(0, readControl.paused.get());
    }

    @Test
    void theEndReadsOn() {
        Counting readControl = new Counting();
        Replies replies = new Replies(10, readControl);
        replies.offer(KIB, 0);
        assertTrue(replies.paused());
        replies.close();
        assertFalse(replies.paused());
        assertEquals(0, readControl.paused.get());
        assertFalse(replies.offer(KIB, 0));
    }

    @Test
    void itIsNeverStuckPaused() throws InterruptedException {
        Counting readControl = new Counting();
        Replies replies = new Replies(8 * 1024, readControl);
        int each = 20_000;
        CountDownLatch offering = new CountDownLatch(3);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            Random random = new Random(t);
            Thread thread = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    replies.offer(random.nextBoolean() ? KIB : Frame.text("a"), 0);
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
            if (replies.poll(0) != null) {
                polled++;
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertFalse(replies.paused());
        assertEquals(0, readControl.paused.get());
        assertFalse(readControl.mixedUp);
        assertTrue(readControl.pauses > 0);
    }
}
