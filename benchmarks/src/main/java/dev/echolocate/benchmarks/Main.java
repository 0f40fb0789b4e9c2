package dev.echolocate.benchmarks;

import dev.echolocate.benchmarks.server.Server;
import dev.echolocate.benchmarks.work.Sample;
import dev.echolocate.benchmarks.work.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Measures servers in turns, each in a process of its own. This process makes the load. */
public final class Main {
    private final Options options;
    private final Path target;
    private final Report report;

    private Main(Options options, Path target) {
        this.options = options;
        this.target = target;
        report = new Report(options);
    }

    /**
     * Does all that was asked for.
     *
     * @param arguments this project's folder, the folder that paths are relative to, and those of {@link Options#USAGE}
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = List.of(arguments).subList(2, arguments.length);
        Path project = Path.of(arguments[0]);
        if (words.contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        try {
            Options options =
                    new Options(words, Path.of(arguments[1]), project.resolveSibling("target/echolocate.war"));
            new Main(options, project.resolve("target")).run();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Options.USAGE);
            System.exit(2);
        }
    }

    private void run() throws IOException, InterruptedException {
        for (int round = 1; round <= options.number("--rounds"); round++) {
            for (Work work : options.works()) {
                System.out.println("Round " + round + ", " + work.service());
                round(round, work);
            }
        }
        System.out.println();
        System.out.print(report.text());
        Path file = target.resolve("results.md");
        Files.writeString(file, report.markdown());
        System.out.println("Written to " + file);
    }

    /** Each round begins with another server, so that none is always the one after a certain other. */
    private void round(int round, Work work) throws IOException, InterruptedException {
        List<Server> turns = new ArrayList<>(options.servers());
        turns.removeIf(server -> !server.installed() || !server.does(work.service()));
        Collections.rotate(turns, 1 - round);
        try (Stage stage = new Stage(target.resolve("servers"))) {
            for (Server server : turns) {
                stage.open(server, work, options.number("--warmup"));
            }
            for (int amount : work.amounts()) {
                for (int repeat = 0; repeat < options.number("--repeats"); repeat++) {
                    stage.samples(work.row(amount), amount, options.number("--seconds"))
                            .forEach(this::add);
                }
            }
        }
    }

    private void add(Sample sample) {
        report.add(sample);
        System.out.printf(Locale.ROOT, "  %s, %s: %.2f µs%n", sample.row(), sample.server(), sample.cpu());
    }
}
