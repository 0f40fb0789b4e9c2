package dev.echolocate.app;

import dev.echolocate.base.Spread;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Gathers what is scraped once, in the terms of the library. Used once, by one thread. */
final class Samples {
    private static final double MILLIS = 1000;

    private final MetricSnapshots.Builder all = MetricSnapshots.builder();

    /** Takes a value under labels: {@code "name", "value"} and so on. */
    interface SampleValues extends BiConsumer<Labels, Double> {
        default void at(Number value, String... labels) {
            accept(Labels.of(labels), value.doubleValue());
        }
    }

    /** What goes up and down. */
    Samples gauge(String name, String help, Consumer<SampleValues> values) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        values.accept((labels, value) -> gauge.dataPoint(
                GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
        all.metricSnapshot(gauge.build());
        return this;
    }

    /** One without labels. */
    Samples gauge(String name, String help, Number value) {
        return gauge(name, help, values -> values.at(value));
    }

    /** What only goes up; {@code _total} is put behind the name. */
    Samples counter(String name, String help, Consumer<SampleValues> values) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        values.accept((labels, value) -> counter.dataPoint(
                CounterDataPointSnapshot.builder().labels(labels).value(value).build()));
        all.metricSnapshot(counter.build());
        return this;
    }

    /** Durations, in seconds. */
    Samples histogram(String name, String help, Spread spread) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        List<Long> bounds = spread.bounds();
        List<Long> counts = spread.counts();
        for (int i = 0; i < counts.size(); i++) {
            buckets.bucket(i < bounds.size() ? bounds.get(i) / MILLIS : Double.POSITIVE_INFINITY, counts.get(i));
        }
        all.metricSnapshot(HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets.build())
                        .sum(spread.sum() / MILLIS)
                        .build())
                .build());
        return this;
    }

    /** A number of things that took some time together: a point for each label. */
    Samples summary(String name, String help, Consumer<SummarySnapshot.Builder> points) {
        SummarySnapshot.Builder summary = SummarySnapshot.builder().name(name).help(help);
        points.accept(summary);
        all.metricSnapshot(summary.build());
        return this;
    }

    /** One point of {@link #summary}. */
    static SummaryDataPointSnapshot point(long count, double sum, String... labels) {
        return SummaryDataPointSnapshot.builder()
                .labels(Labels.of(labels))
                .count(count)
                .sum(sum)
                .build();
    }

    /** Words in place of a value; {@code _info} is put behind the name. */
    Samples info(String name, String help, String... labels) {
        all.metricSnapshot(InfoSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(InfoDataPointSnapshot.builder()
                        .labels(Labels.of(labels))
                        .build())
                .build());
        return this;
    }

    MetricSnapshots all() {
        return all.build();
    }
}
