package dev.echolocate.benchmarks.work;

import java.util.List;
import java.util.Map;

/**
 * What was measured once.
 *
 * @param row what was done
 * @param server its label
 * @param figures NaN where a server has no such thing
 * @param lost deliveries that never came
 * @param conflated positions that readers did not get because they got newer ones
 * @param disorder deliveries that came twice, or after later ones
 * @param remarks what went wrong, in words
 */
public record Sample(
        String row,
        String server,
        Map<Figure, Double> figures,
        long lost,
        long conflated,
        long disorder,
        List<String> remarks) {
    /** Where nothing is delivered. */
    static Sample of(String row, String server, Map<Figure, Double> figures, List<String> remarks) {
        return new Sample(row, server, figures, 0, 0, 0, remarks);
    }

    /** Where a server could not be measured. */
    public static Sample failed(String row, String server, String why) {
        return of(row, server, Map.of(), List.of(why));
    }

    /** One figure; NaN where it was not measured. */
    public double figure(Figure figure) {
        return figures.getOrDefault(figure, Double.NaN);
    }
}
