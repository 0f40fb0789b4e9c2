package dev.echolocate.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Budget.Taken;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final Figures NOTHING = new Figures(0, 0, 0);
    private static final Label POLL = new Label("a", Way.POLL);

    private final AtomicLong clock = new AtomicLong(5);
    private static final Address ANN = Objects.requireNonNull(Address.parse("192.0.2.1"));
    private static final Address BEA = Objects.requireNonNull(Address.parse("192.0.2.2"));

    private final Budget places = new Budget(2);
    private final Traffic traffic = new Traffic(places, clock::get);

    private Map<Way, Figures> look(String channel) {
        Traffic.Look look = traffic.look(ANN, channel);
        assertEquals(Taken.YES, look.taken());
        return look.figures();
    }

    private Tally tally(Label label) {
        Tally tally = traffic.tally(label);
        assertNotNull(tally, "nobody looks");
        return tally;
    }

    @Test
    void nothingIsCountedForChannelsNobodyLooksAt() {
        assertNull(traffic.tally(POLL));
        assertNull(traffic.tally(null));
        look("b");
        assertNull(traffic.tally(POLL));
        assertEquals(1, traffic.channels());
    }

    @Test
    void everyWayIsCountedByItself() {
        assertEquals(List.of(Way.values()), List.copyOf(look("a").keySet()));
        tally(POLL).begun();
        tally(POLL).received(30);
        tally(POLL).received(-10);
        tally(POLL).sent(7);
        tally(new Label("a", Way.SSE)).sent(1);
        Map<Way, Figures> figures = look("a");
        assertEquals(new Figures(1, 20, 7), figures.get(Way.POLL));
        assertEquals(new Figures(0, 0, 1), figures.get(Way.SSE));
        assertEquals(NOTHING, figures.get(Way.WEBSOCKET));
        assertEquals(NOTHING, look("b").get(Way.POLL));
    }

    @Test
    void whatIsTakenBackWasMaybeNeverCounted() {
        look("a");
        tally(POLL).received(-10);
        assertEquals(NOTHING, look("a").get(Way.POLL));
    }

    @Test
    void lookingIsWhatKeepsAChannel() {
        look("a");
        tally(POLL).begun();
        clock.addAndGet(Traffic.LEASE_MILLIS - 1);
        assertEquals(1, look("a").get(Way.POLL).requests());
        clock.addAndGet(Traffic.LEASE_MILLIS - 1);
        traffic.sweep();
        assertNotNull(traffic.tally(POLL));
        clock.addAndGet(1);
        traffic.sweep();
        assertNull(traffic.tally(POLL));
        assertEquals(0, traffic.channels());
    }

    @Test
    void whoComesBackTooLateBeginsAtZero() {
        look("a");
        tally(POLL).begun();
        clock.addAndGet(Traffic.LEASE_MILLIS);
        assertEquals(NOTHING, look("a").get(Way.POLL), "not swept in between");
        tally(POLL).begun();
        assertEquals(1, look("a").get(Way.POLL).requests());
    }

    @Test
    void thereIsRoomForSoManyChannelsAndForMoreOnceTheyAreForgotten() {
        look("a");
        clock.addAndGet(1);
        look("b");
        assertEquals(new Traffic.Look(Taken.FULL, Map.of()), traffic.look(BEA, "c"));
        look("a");
        clock.addAndGet(Traffic.LEASE_MILLIS - 1);
        assertEquals(Taken.FULL, traffic.look(BEA, "c").taken());
        clock.addAndGet(1);
        look("c");
        assertEquals(1, traffic.channels());
    }

    @Test
    void anAddressHasItsShareWhileOthersLook() {
        Traffic many = new Traffic(new Budget(8), clock::get);
        for (int i = 0; i < 5; i++) {
            assertEquals(Taken.YES, many.look(ANN, "a" + i).taken());
        }
        assertEquals(Taken.OVER_SHARE, many.look(ANN, "a5").taken());
        assertEquals(Taken.YES, many.look(ANN, "a0").taken(), "is counted already");
        assertEquals(Taken.YES, many.look(BEA, "b0").taken());
        assertEquals(Taken.YES, many.look(BEA, "a1").taken(), "is Ann's, and anybody may look");
        assertEquals(Taken.YES, many.look(BEA, "b1").taken());
        assertEquals(Taken.OVER_SHARE, many.look(BEA, "b2").taken());
        clock.addAndGet(Traffic.LEASE_MILLIS);
        assertEquals(Taken.YES, many.look(ANN, "a5").taken());
        assertEquals(1, many.channels());
    }

    @Test
    void whatIsForgottenIsGivenBack() {
        look("a");
        look("b");
        look("a");
        assertEquals(2, places.used());
        clock.addAndGet(Traffic.LEASE_MILLIS);
        traffic.sweep();
        assertEquals(0, places.used());
        assertEquals(0, places.addresses());
    }

    /** Whoever is in the middle of counting keeps nothing but what it counts in. */
    @Test
    void aTallyDoesNotKeepItsChannel() {
        look("a");
        Tally held = tally(POLL);
        WeakReference<Tally> other = new WeakReference<>(tally(new Label("a", Way.SSE)));
        clock.addAndGet(Traffic.LEASE_MILLIS);
        traffic.sweep();
        for (int i = 0; other.get() != null; i++) {
            assertEquals(true, i < 50, "still there after many collections");
            System.gc();
        }
        held.begun();
        assertEquals(1, held.figures().requests());
    }

    @Test
    void manyThreadsCountAtOnce() throws Exception {
        int threads = 4;
        int times = 20_000;
        look("a");
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(pool.submit(() -> {
                start.await();
                for (int n = 0; n < times; n++) {
                    tally(POLL).begun();
                    tally(POLL).received(3);
                    tally(POLL).sent(2);
                }
                return null;
            }));
        }
        start.countDown();
        for (Future<?> one : all) {
            look("a");
            one.get(20, TimeUnit.SECONDS);
        }
        pool.shutdown();
        long count = (long) threads * times;
        assertEquals(new Figures(count, 3 * count, 2 * count), look("a").get(Way.POLL));
    }
}
