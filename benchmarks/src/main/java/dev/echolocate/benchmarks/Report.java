package dev.echolocate.benchmarks;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.echolocate.benchmarks.server.Server;
import dev.echolocate.benchmarks.work.Work;
import dev.echolocate.benchmarks.work.Works;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is said of all results: a table, a chart and remarks for each kind of work. */
final class Report {
    private final Options options;
    private final Results results;
    private final String machine;
    private final Map<String, List<Work>> works;

    Report(Options options, Results results, String machine) {
        this.options = options;
        this.results = results;
        this.machine = machine;
        works = options.works().stream().collect(groupingBy(Work::name, LinkedHashMap::new, toList()));
    }

    /** For a terminal: ranges of the first figure alone. */
    String text() {
        StringBuilder text = new StringBuilder();
        works.forEach((name, some) -> {
            text.append('\n').append(new Table(results, some, false).text());
            remarks(some).forEach(remark -> text.append("- ").append(remark).append('\n'));
        });
        return text.toString();
    }

    /**
     * For a file: all ranges, and what was measured on what.
     *
     * @param charts the folder that they are in, as a link has it
     */
    String markdown(String charts) {
        StringBuilder text =
                new StringBuilder(machine).append(".\n").append(howLong()).append("\n\n");
        for (Server server : options.servers()) {
            String missing = server.missing();
            text.append("- ").append(server.label()).append(": ");
            text.append(missing.isEmpty() ? server.version() : "**not measured**, " + missing)
                    .append('\n');
        }
        works.forEach((name, some) -> {
            text.append("\n### ").append(name).append("\n\n");
            text.append("![")
                    .append(title(some))
                    .append("](")
                    .append(charts)
                    .append('/')
                    .append(name)
                    .append(".svg)\n\n");
            text.append(new Table(results, some, true).markdown());
            List<String> remarks = remarks(some);
            text.append(remarks.isEmpty() ? "" : "\n");
            remarks.forEach(remark -> text.append("- ").append(remark).append('\n'));
        });
        List<String> others = new ArrayList<>(Works.NAMES);
        others.removeAll(works.keySet());
        return text.append(others.isEmpty() ? "" : "\nNot part of this run: " + String.join(", ", others) + ".\n")
                .toString();
    }

    private String howLong() {
        String asked =
                options.value("--query").isEmpty() ? "" : " Readers asked for `" + options.value("--query") + "`.";
        String jvm = options.value("--jvm").isEmpty() ? "" : " Ours ran with `" + options.value("--jvm") + "`.";
        String deflate = options.has("--deflate") ? " Readers of feeds offered permessage-deflate." : "";
        return String.format(
                        "Rounds: %d, with %d samples each, of %d s, after a warm-up of %d s of processor time."
                                + " Medians [least–most].",
                        options.number("--rounds"),
                        options.number("--repeats"),
                        options.number("--seconds"),
                        options.number("--warmup"))
                + asked
                + deflate
                + jvm;
    }

    private List<String> remarks(List<Work> some) {
        return some.stream().flatMap(work -> results.remarks(work).stream()).toList();
    }

    private static String title(List<Work> some) {
        return some.get(0).name() + ": " + some.get(0).figures().get(0).title();
    }

    /** Draws a chart for each kind of work. */
    void draw(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, List<Work>> some : works.entrySet()) {
            Chart chart = new Chart(
                    title(some.getValue()),
                    some.getValue().get(0).figures().get(0).digits());
            for (Work work : some.getValue()) {
                for (Results.Row row : results.rows(work)) {
                    if (results.missing(row).isEmpty()) {
                        chart.bar(
                                row.name(),
                                row.server().label(),
                                row.server().does("tracker"),
                                results.figure(row, work.figures().get(0)));
                    }
                }
            }
            Files.writeString(folder.resolve(some.getKey() + ".svg"), chart.svg());
        }
    }
}
