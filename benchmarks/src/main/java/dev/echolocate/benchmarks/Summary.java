package dev.echolocate.benchmarks;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** A figure of some samples. */
record Summary(double median, double least, double most) {
    /** Of those that were measured; what was not is NaN. */
    static Summary of(DoubleStream figures) {
        double[] sorted =
                figures.filter(figure -> !Double.isNaN(figure)).sorted().toArray();
        int size = sorted.length;
        if (size == 0) {
            return new Summary(Double.NaN, Double.NaN, Double.NaN);
        }
        return new Summary((sorted[(size - 1) / 2] + sorted[size / 2]) / 2, sorted[0], sorted[size - 1]);
    }

    boolean isThere() {
        return !Double.isNaN(median);
    }

    /** With so many digits after the point, and maybe the range. */
    String text(int digits, boolean range) {
        String number = "%,." + digits + "f";
        if (!isThere()) {
            return "–";
        }
        return range
                ? String.format(Locale.ROOT, number + " [" + number + "–" + number + "]", median, least, most)
                : String.format(Locale.ROOT, number, median);
    }
}
