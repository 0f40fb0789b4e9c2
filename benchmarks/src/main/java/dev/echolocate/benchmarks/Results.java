package dev.echolocate.benchmarks;

import dev.echolocate.benchmarks.server.Server;
import dev.echolocate.benchmarks.work.Figure;
import dev.echolocate.benchmarks.work.Sample;
import dev.echolocate.benchmarks.work.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** All samples, by what was done and by whom. */
final class Results {
    /** One line of a table. */
    record Row(String name, Server server) {}

    private final Options options;
    private final List<Sample> samples = new ArrayList<>();
    private final Map<Row, String> failures = new LinkedHashMap<>();

    Results(Options options) {
        this.options = options;
    }

    void add(Sample sample) {
        samples.add(sample);
    }

    /** A server that could not be measured. */
    void failed(Work work, Server server, String why) {
        work.amounts().forEach(amount -> failures.put(new Row(work.row(amount), server), why));
    }

    /** All that was asked of this work, measured or not. */
    List<Row> rows(Work work) {
        List<Row> rows = new ArrayList<>();
        for (int amount : work.amounts()) {
            for (Server server : options.servers()) {
                if (server.does(work.service())) {
                    rows.add(new Row(work.row(amount), server));
                }
            }
        }
        return rows;
    }

    /** Why nothing was measured; empty where something was. */
    String missing(Row row) {
        return of(row).isEmpty() ? failures.getOrDefault(row, "not here") : "";
    }

    /** A figure of a row that was measured. */
    Summary figure(Row row, Figure figure) {
        return Summary.of(of(row).stream().mapToDouble(sample -> sample.figure(figure)));
    }

    /** A figure as a multiple of the first server's in the same turn; empty for that one itself. */
    Optional<Summary> toFirst(Row row, Figure figure) {
        Server leader = options.servers().get(0);
        List<Sample> measured = of(row);
        List<Sample> first = of(new Row(row.name(), leader));
        if (row.server().equals(leader) || first.isEmpty()) {
            return Optional.empty();
        }
        int turns = Math.min(measured.size(), first.size());
        return Optional.of(Summary.of(IntStream.range(0, turns)
                .mapToDouble(turn ->
                        measured.get(turn).figure(figure) / first.get(turn).figure(figure))));
    }

    List<Sample> of(Row row) {
        return samples.stream()
                .filter(sample -> sample.row().equals(row.name())
                        && sample.server().equals(row.server().label()))
                .toList();
    }

    /** What a row cannot say: what went wrong, and what was left out for something newer. Each once. */
    List<String> remarks(Work work) {
        List<String> remarks = new ArrayList<>();
        for (Row row : rows(work)) {
            List<Sample> measured = of(row);
            List<String> said = new ArrayList<>(measured.stream()
                    .flatMap(sample -> sample.remarks().stream())
                    .distinct()
                    .limit(3)
                    .toList());
            long skipped = measured.stream().mapToLong(Sample::conflated).sum();
            if (skipped > 0) {
                said.add(skipped + " positions skipped for newer ones");
            }
            said.addAll(missing(row).isEmpty() ? List.of() : List.of(missing(row)));
            if (!said.isEmpty()) {
                remarks.add(row.name() + ", " + row.server().label() + ": " + String.join("; ", said));
            }
        }
        return remarks;
    }
}
