package dev.echolocate.benchmarks;

import dev.echolocate.benchmarks.server.Server;
import dev.echolocate.benchmarks.work.Figure;
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
    private final Path project;
    private final Results results;

    private Main(Options options, Path project) {
        this.options = options;
        this.project = project;
        results = new Results(options);
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
            new Main(new Options(words, Path.of(arguments[1]), project), project).run();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Options.USAGE);
            System.exit(2);
        }
    }

    private void run() throws IOException, InterruptedException {
        Report report = new Report(options, results, Machine.describe());
        for (int round = 1; round <= options.number("--rounds"); round++) {
            for (Work work : options.works()) {
                if (work.has(round)) {
                    System.out.println("Round " + round + ", " + work.name());
                    round(round, work);
                }
            }
        }
        System.out.print(report.text());
        write(report);
    }

    private void write(Report report) throws IOException {
        Path file = project.resolve("target/results.md");
        report.draw(file.resolveSibling("results"));
        Files.writeString(file, "# Benchmarks\n\n" + report.markdown("results"));
        System.out.println("Written to " + file);
        if (options.has("--publish")) {
            Path page = project.resolveSibling("docs/benchmarks.md");
            report.draw(page.resolveSibling("benchmarks"));
            new Publication(page).write(report.markdown("benchmarks"));
            System.out.println("Published in " + page);
        }
    }

    /** Each round begins with another server, so that none is always the one after a certain other. */
    private void round(int round, Work work) throws InterruptedException {
        List<Server> turns = new ArrayList<>(options.servers());
        turns.removeIf(server -> !server.missing().isEmpty() || !server.does(work.service()));
        Collections.rotate(turns, 1 - round);
        try (Stage stage = new Stage(project.resolve("target/servers"))) {
            for (Server server : turns) {
                open(stage, server, work);
            }
            for (int amount : work.amounts()) {
                for (int repeat = 0; repeat < options.number("--repeats"); repeat++) {
                    stage.samples(work, amount, options.number("--seconds")).forEach(sample -> add(work, sample));
                }
            }
        }
    }

    /** One that does not start spoils nothing but its own rows. */
    private void open(Stage stage, Server server, Work work) throws InterruptedException {
        try {
            stage.open(server, work, options.number("--warmup"));
        } catch (IOException e) {
            System.out.println("  " + server.label() + ": " + e.getMessage());
            results.failed(work, server, e.getMessage());
        }
    }

    private void add(Work work, Sample sample) {
        results.add(sample);
        Figure first = work.figures().get(0);
        System.out.printf(
                Locale.ROOT, "  %s, %s: %.2f %s%n", sample.row(), sample.server(), sample.figure(first), first.title());
    }
}
