package dev.echolocate.benchmarks.work;

import dev.echolocate.benchmarks.server.Running;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All works.
 *
 * @param people sizes of the tracker's room
 * @param watchers how many watch 100 people
 * @param query of feeds, behind what a work asks for itself; without a question mark, may be empty
 * @param deflate whether readers of feeds offer permessage-deflate
 */
public record Works(List<Integer> people, int watchers, String query, boolean deflate) {
    /** What they are called, in the order of the report. */
    public static final List<String> NAMES =
            List.of("echo", "broadcast", "feed", "tracker", "phone", "watchers", "stalled", "idle", "start");

    private static final List<Figure> FLOW = List.of(
            Figure.CPU,
            Figure.CORES,
            Figure.RATE,
            Figure.P50,
            Figure.P99,
            Figure.P999,
            Figure.BYTES,
            Figure.RESIDENT,
            Figure.GENERATOR,
            Figure.LATE);
    private static final int READERS = 500;
    private static final int WATCHED = 100;

    /** All of them, in order. */
    public Stream<Work> all() {
        Stream<Work> rooms = people.stream().map(this::tracker);
        Stream<Work> others = Stream.of(phone(), watching(), stalled(), idleTracker(), idleEcho(), start());
        return Stream.of(Stream.of(echo(), broadcast(), feed()), rooms, others).flatMap(works -> works);
    }

    /** 50 connections; each has some messages of 100 bytes in flight, and sends the next when one is back. */
    private Work echo() {
        return flow("echo", "echo", "50 with %d in flight", List.of(1, 16), 16, server -> new ClosedLoop(server, 50));
    }

    /** One sends 100 bytes at a rate, and 500 read them, the sender too. */
    private Work broadcast() {
        Work.Opener opener = server -> new OpenLoop(server, new Plain(), broadcast(READERS));
        return flow("broadcast", "broadcast", "%d/s to 500", List.of(40, 400), 400, opener);
    }

    /** The same in {@code feed.v1}, beside peers that know plain messages only. */
    private Work feed() {
        Work.Opener opener = server -> new OpenLoop(server, language(server), asked(READERS, "/broadcast/bench", ""));
        return flow("feed", "broadcast", "%d/s to 500", List.of(1_000), 1_000, opener);
    }

    private static Dialect language(Running server) {
        return server.server().does("tracker") ? new Texts() : new Plain();
    }

    /** People in one room: each moves once a second, and sees everybody. The warm-up has some 1,200 moves a second. */
    private Work tracker(int size) {
        Work.Opener opener = server -> new OpenLoop(server, new Positions(size), asked(size, "/tracker/bench", ""));
        int warm = Math.max(1, 1_200 / size) * size;
        return new Work("tracker", "tracker", "%d people", List.of(size), warm, first(Figure.CORES), Map.of(), opener);
    }

    /** 100 who only read, seldom, where 100 others are. */
    private Work phone() {
        Work.Opener opener = server -> new Phones(watched(server, WATCHED, "pace=500"));
        List<Figure> figures = first(Figure.KILOBYTES);
        return new Work("phone", "tracker", "watches %d people", List.of(WATCHED), WATCHED, figures, Map.of(), opener);
    }

    /** A great many who only read. */
    private Work watching() {
        Work.Opener opener = server -> {
            Descriptors.need(watchers + WATCHED);
            return watched(server, watchers, "");
        };
        String format = watchers + " watch %d people";
        return new Work(
                "watchers", "tracker", format, List.of(WATCHED), WATCHED, first(Figure.CORES), Map.of(), opener);
    }

    /** Who moves is told little, so that the readers are what costs. */
    private OpenLoop watched(Running server, int readers, String own) throws IOException, InterruptedException {
        Crowd movers = new Crowd(WATCHED, "/tracker/bench?pace=10000", false);
        return new OpenLoop(server, new Positions(WATCHED), asked(readers, "/tracker/bench", own), movers);
    }

    private Work stalled() {
        int some = READERS / 10;
        Work.Opener opener = server -> new Stalled(server, broadcast(READERS - some), some);
        String format = "400/s to 500, %d %% stalled";
        return new Work("stalled", "tracker", format, List.of(0, 10), 0, first(Figure.P99), Map.of(), opener);
    }

    private Work idleTracker() {
        String path = asked(0, "/tracker/idle", "").path();
        return idle("tracker", "%d sessions of the tracker", server -> new Idle(server, path, "feed.v1", deflate));
    }

    private Work idleEcho() {
        return idle("echo", "%d sessions of the echo", server -> new Idle(server, "/echo", "", deflate));
    }

    private static Work idle(String service, String format, Work.Opener opener) {
        List<Figure> figures = List.of(Figure.HEAP, Figure.OUTSIDE, Figure.SESSION, Figure.RESIDENT);
        Map<String, String> tracked = Map.of("JDK_JAVA_OPTIONS", "-XX:NativeMemoryTracking=summary");
        return new Work("idle", service, format, List.of(1_000), Work.COLD, figures, tracked, opener);
    }

    private static Work start() {
        List<Figure> figures = List.of(Figure.START, Figure.RESIDENT);
        Work.Opener opener = server -> new Start(server, "/echo");
        return new Work("start", "echo", "start", List.of(1), Work.COLD, figures, Map.of(), opener);
    }

    private static Work flow(
            String name, String service, String format, List<Integer> amounts, int warm, Work.Opener opener) {
        return new Work(name, service, format, amounts, warm, FLOW, Map.of(), opener);
    }

    /** The figures of a flow with another one in front, which is charted. */
    private static List<Figure> first(Figure figure) {
        return Stream.concat(Stream.of(figure), FLOW.stream()).distinct().toList();
    }

    private static Crowd broadcast(int size) {
        return new Crowd(size, "/broadcast/bench", false);
    }

    /** Readers of a feed, who ask for what the work asks, and for what the command line does. */
    private Crowd asked(int size, String path, String own) {
        String all = Stream.of(own, query)
                .filter(text -> !text.isEmpty())
                .reduce((a, b) -> a + "&" + b)
                .orElse("");
        return new Crowd(size, all.isEmpty() ? path : path + "?" + all, deflate);
    }
}
