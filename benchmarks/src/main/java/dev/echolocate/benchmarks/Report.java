package dev.echolocate.benchmarks;

import dev.echolocate.benchmarks.server.Server;
import dev.echolocate.benchmarks.work.Sample;
import dev.echolocate.benchmarks.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** All samples, and the table of them: for each work and server the median, with the least and the most. */
final class Report {
    private record Column(String title, int digits, ToDoubleFunction<Sample> figure) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("CPU µs/message", 2, Sample::cpu),
            new Column("cores", 2, Sample::cores),
            new Column("messages/s", 0, Sample::rate),
            new Column("p50 ms", 2, sample -> sample.ages().get(0)),
            new Column("p99 ms", 2, sample -> sample.ages().get(1)),
            new Column("p99.9 ms", 2, sample -> sample.ages().get(2)),
            new Column("RSS MiB", 0, Sample::resident),
            new Column("generator µs", 2, Sample::generator),
            new Column("sent late ms", 2, Sample::late));

    private final Options options;
    private final String machine = Machine.describe();
    private final List<Sample> samples = new ArrayList<>();

    Report(Options options) {
        this.options = options;
    }

    void add(Sample sample) {
        samples.add(sample);
    }

    /** For a terminal: ranges of the processor time alone. */
    String text() {
        List<List<String>> table = table(false);
        StringBuilder text = new StringBuilder();
        for (List<String> line : table) {
            StringBuilder cells = new StringBuilder();
            for (int column = 0; column < line.size(); column++) {
                int index = column;
                int width = table.stream()
                        .mapToInt(other -> other.get(index).length())
                        .max()
                        .orElse(0);
                cells.append(String.format(column < 2 ? "%-" + width + "s  " : "%" + width + "s  ", line.get(column)));
            }
            text.append(cells.toString().stripTrailing()).append('\n');
        }
        return text.append(remarks()).toString();
    }

    /** For a file: all ranges, and what was measured on what. */
    String markdown() {
        StringBuilder text = new StringBuilder("# Benchmarks\n\n").append(machine);
        text.append(String.format(
                ".%nRounds: %d, with %d samples each, of %d s, after a warm-up of %d s of processor time. Medians [least–most].%n%n",
                options.number("--rounds"),
                options.number("--repeats"),
                options.number("--seconds"),
                options.number("--warmup")));
        for (Server server : options.servers()) {
            text.append("- ").append(server.label()).append(": ");
            text.append(server.installed() ? server.version() : "not installed").append('\n');
        }
        List<List<String>> table = table(true);
        table.add(
                1,
                IntStream.range(0, table.get(0).size())
                        .mapToObj(column -> column < 2 ? "---" : "---:")
                        .toList());
        text.append('\n');
        table.forEach(line -> text.append("| ").append(String.join(" | ", line)).append(" |\n"));
        return text.append('\n').append(remarks()).toString();
    }

    private List<List<String>> table(boolean ranges) {
        List<String> titles = new ArrayList<>(List.of("work", "server"));
        COLUMNS.forEach(column -> titles.add(column.title()));
        titles.add(3, "to the first");
        titles.add("lost");
        List<List<String>> table = new ArrayList<>(List.of(titles));
        for (Work work : options.works()) {
            for (int amount : work.amounts()) {
                for (Server server : options.servers()) {
                    if (server.does(work.service())) {
                        table.add(line(work.row(amount), server, titles.size(), ranges));
                    }
                }
            }
        }
        return table;
    }

    private List<String> line(String row, Server server, int width, boolean ranges) {
        List<Sample> measured = of(row, server);
        List<String> line = new ArrayList<>(List.of(row, server.label()));
        if (measured.isEmpty()) {
            line.add("not installed");
        } else {
            for (Column column : COLUMNS) {
                line.add(cell(
                        measured.stream().mapToDouble(column.figure()), column.digits(), ranges || line.size() == 2));
            }
            line.add(3, comparison(row, server, measured));
            line.add(faults(measured));
        }
        while (line.size() < width) {
            line.add("");
        }
        return line;
    }

    private List<Sample> of(String row, Server server) {
        return samples.stream()
                .filter(sample -> sample.row().equals(row) && sample.server().equals(server.label()))
                .toList();
    }

    /** Processor time as a multiple of the first server's in the same turn. */
    private String comparison(String row, Server server, List<Sample> measured) {
        List<Sample> first = of(row, options.servers().get(0));
        if (server.equals(options.servers().get(0))) {
            return "";
        }
        return cell(
                IntStream.range(0, measured.size())
                        .mapToDouble(turn ->
                                measured.get(turn).cpu() / first.get(turn).cpu()),
                2,
                true);
    }

    private static String cell(DoubleStream figures, int digits, boolean range) {
        double[] sorted = figures.sorted().toArray();
        int size = sorted.length;
        double median = (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
        String number = "%,." + digits + "f";
        return range
                ? String.format(
                        Locale.ROOT, number + " [" + number + "–" + number + "]", median, sorted[0], sorted[size - 1])
                : String.format(Locale.ROOT, number, median);
    }

    private static String faults(List<Sample> measured) {
        long lost = measured.stream().mapToLong(Sample::lost).sum();
        long disorder = measured.stream().mapToLong(Sample::disorder).sum();
        return disorder == 0 ? Long.toString(lost) : lost + ", disorder " + disorder;
    }

    /** What a row cannot say: what went wrong, and what was left out for something newer. */
    private String remarks() {
        StringBuilder text = new StringBuilder();
        for (Sample sample : samples) {
            List<String> said = new ArrayList<>(sample.remarks());
            if (sample.lost() + sample.disorder() > 0) {
                said.add("lost " + sample.lost() + ", disorder " + sample.disorder());
            }
            if (sample.conflated() > 0) {
                said.add(sample.conflated() + " positions skipped for newer ones");
            }
            if (!said.isEmpty()) {
                text.append(String.format("- %s, %s: %s%n", sample.row(), sample.server(), String.join("; ", said)));
            }
        }
        return text.toString();
    }
}
