package dev.echolocate.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.echolocate.delivery.RecordingSink.Way;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Log;
import dev.echolocate.testkit.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/** Many readers with peers of every kind, some leaving, some breaking, while others write. */
class ChaosTest {
    private static final int READERS = 60;
    private static final int WRITES = 1500;
    private static final int KEYS = 20;
    private static final Pattern ITEM = Pattern.compile("\"(\\w+:\\d+)\"");

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @RepeatedTest(3)
    void survivorsMissNothingAndNothingLeaks() throws InterruptedException {
        Log log = bench.log("a").feed();
        Board board = bench.board("b").feed();
        List<RecordingSink> logs = new ArrayList<>();
        List<RecordingSink> boards = new ArrayList<>();
        AtomicBoolean writing = new AtomicBoolean(true);
        CountDownLatch done = new CountDownLatch(3);
        for (int w = 0; w < 3; w++) {
            int writer = w;
            thread(done, () -> {
                Random random = new Random(writer);
                for (int i = 0; i < WRITES; i++) {
                    Bench.append(log, "w" + writer + ":" + i);
                    // One writer a key, so that the newest is known.
                    bench.put(board, "k" + writer + random.nextInt(KEYS), "w" + writer + ":" + i);
                    if (random.nextInt(10) == 0) {
                        Thread.yield();
                    }
                }
            });
        }
        Random random = new Random(7);
        for (int i = 0; i < READERS; i++) {
            RecordingSink onLog = new RecordingSink(way(random));
            bench.read(onLog, FeedV1.DIALECT, Bench.all(bench.log("a")));
            logs.add(onLog);
            RecordingSink onBoard = new RecordingSink(way(random));
            bench.read(onBoard, FeedV1.DIALECT, Bench.feedPosition(bench.board("b")));
            boards.add(onBoard);
        }
        List<RecordingSink> all = new ArrayList<>(logs);
        all.addAll(boards);
        CountDownLatch stirred = new CountDownLatch(1);
        thread(stirred, () -> {
            while (writing.get()) {
                stir(all.get(ThreadLocalRandom.current().nextInt(all.size())));
            }
        });
        Bench.waitFor(done);
        writing.set(false);
        Bench.waitFor(stirred);
        all.forEach(sink -> sink.go(Way.AT_ONCE));

        List<String> everything = log.read(null, log.head(), Integer.MAX_VALUE, Integer.MAX_VALUE).entries().stream()
                .map(entry -> String.valueOf(entry.item().text()))
                .toList();
        Map<String, String> newest = new HashMap<>();
        board.read(null, board.head(), Integer.MAX_VALUE, Integer.MAX_VALUE)
                .entries()
                .forEach(entry ->
                        newest.put(entry.key(), String.valueOf(entry.item().text())));
        for (RecordingSink sink : logs) {
            if (survives(sink)) {
                String last = everything.get(everything.size() - 1);
                Deadline.await("the last message", () -> survivesNot(sink) || endsWith(sink, last));
                assertEquals(everything, survivesNot(sink) ? everything : items(sink));
            }
        }
        for (RecordingSink sink : boards) {
            if (survives(sink)) {
                Deadline.await(
                        "the newest of each key",
                        () -> survivesNot(sink) || items(sink).containsAll(newest.values()));
            }
        }
        for (RecordingSink sink : all) {
            assertFalse(sink.overlapped);
            sink.subscriber.join().closed();
        }
        bench.awaitNothingLeft();
        for (RecordingSink sink : all) {
            assertEquals(1, sink.endings.get());
        }
    }

    private static Way way(Random random) {
        return List.of(Way.AT_ONCE, Way.LATER, Way.HELD).get(random.nextInt(3));
    }

    private static void stir(RecordingSink sink) {
        Subscriber subscriber = sink.subscriber.join();
        switch (ThreadLocalRandom.current().nextInt(40)) {
            case 0 -> subscriber.closed();
            case 1 -> sink.go(Way.FAILURE);
            case 2 -> sink.go(Way.ERROR);
            case 3 -> subscriber.abort(Ending.FAULT, "chaos");
            case 4, 5, 6 -> sink.go(Way.HELD);
            case 7, 8, 9 -> sink.go(Way.LATER);
            case 10, 11, 12 -> sink.go(Way.AT_ONCE);
            case 13, 14 -> subscriber.challenge();
            case 15, 16, 17 -> subscriber.reply(Frame.text("{}"));
            default -> Thread.yield();
        }
    }

    private static void thread(CountDownLatch done, Runnable work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } finally {
                done.countDown();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static boolean survives(RecordingSink sink) {
        return !survivesNot(sink);
    }

    private static boolean survivesNot(RecordingSink sink) {
        return sink.subscriber.join().ending();
    }

    private static boolean endsWith(RecordingSink sink, String item) {
        return sink.texts().stream().anyMatch(frame -> frame.contains("\"" + item + "\""));
    }

    private static List<String> items(RecordingSink sink) {
        List<String> items = new ArrayList<>();
        for (String frame : sink.texts()) {
            Matcher item = ITEM.matcher(frame.substring(Math.max(0, frame.indexOf("\"items\":"))));
            while (item.find()) {
                items.add(item.group(1));
            }
        }
        return items;
    }
}
