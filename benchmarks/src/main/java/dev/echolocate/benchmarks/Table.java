package dev.echolocate.benchmarks;

import dev.echolocate.benchmarks.work.Figure;
import dev.echolocate.benchmarks.work.Sample;
import dev.echolocate.benchmarks.work.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What was measured of works that share a table: for each row the median, with the least and the most. */
final class Table {
    private final Results results;
    private final List<List<String>> lines = new ArrayList<>();

    /**
     * Makes it.
     *
     * @param ranges whether all figures have them, or the first one alone
     */
    Table(Results results, List<Work> works, boolean ranges) {
        this.results = results;
        List<String> titles = new ArrayList<>(List.of(works.get(0).name(), "server"));
        works.get(0).figures().forEach(figure -> titles.add(figure.title()));
        titles.add(3, "to the first");
        titles.add("lost");
        lines.add(titles);
        for (Work work : works) {
            results.rows(work).forEach(row -> lines.add(line(work, row, ranges)));
        }
    }

    private List<String> line(Work work, Results.Row row, boolean ranges) {
        List<String> line = new ArrayList<>(List.of(row.name(), row.server().label()));
        if (results.missing(row).isEmpty()) {
            for (Figure figure : work.figures()) {
                line.add(results.figure(row, figure).text(figure.digits(), ranges || line.size() == 2));
            }
            line.add(
                    3,
                    results.toFirst(row, work.figures().get(0))
                            .map(times -> times.text(2, true))
                            .orElse(""));
            line.add(faults(results.of(row)));
        } else {
            line.add("not measured");
        }
        line.addAll(Collections.nCopies(lines.get(0).size() - line.size(), ""));
        return line;
    }

    private static String faults(List<Sample> measured) {
        long lost = measured.stream().mapToLong(Sample::lost).sum();
        long disorder = measured.stream().mapToLong(Sample::disorder).sum();
        return disorder == 0 ? Long.toString(lost) : lost + ", disorder " + disorder;
    }

    /** For a terminal. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder cells = new StringBuilder();
            for (int column = 0; column < line.size(); column++) {
                int index = column;
                int width = lines.stream()
                        .mapToInt(other -> other.get(index).length())
                        .max()
                        .orElse(0);
                cells.append(String.format(column < 2 ? "%-" + width + "s  " : "%" + width + "s  ", line.get(column)));
            }
            text.append(cells.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** For a file. */
    String markdown() {
        List<String> rule = new ArrayList<>(Collections.nCopies(lines.get(0).size(), "---:"));
        Collections.fill(rule.subList(0, 2), "---");
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            text.append("| ").append(String.join(" | ", line)).append(" |\n");
            if (line == lines.get(0)) {
                text.append("| ").append(String.join(" | ", rule)).append(" |\n");
            }
        }
        return text.toString();
    }
}
