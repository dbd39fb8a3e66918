package io.boson.server.prometheus;

import io.boson.server.measure.Durations;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// The metric families of one collector at one scrape.
///
/// ```java
/// families.counter("log_append_failures", "Appends that ...",
///         out -> failures.forEach((topic, n) -> out.put(n, "topic", topic.shortName())));
/// ```
final class Families {

    private static final String PREFIX = "bosonserver_";

    /// On every series, also those of the JVM.
    static final Labels APP = Labels.of("app", "bosonserver");

    private final MetricSnapshots.Builder all = MetricSnapshots.builder();

    /// Takes the series of one family.
    @FunctionalInterface
    interface Series<T> {

        /// @param labels names and values, in turn
        void put(T value, String... labels);
    }

    /// @param name without prefix, and without `_total`, which the exposition adds
    Families counter(String name, String help, Consumer<Series<Long>> series) {
        CounterSnapshot.Builder family = CounterSnapshot.builder().name(PREFIX + name).help(help);
        series.accept(
                (value, labels) ->
                        family.dataPoint(
                                CounterDataPointSnapshot.builder()
                                        .value(value)
                                        .labels(labels(labels))
                                        .build()));
        all.metricSnapshot(family.build());
        return this;
    }

    /// A counter with a series for each constant.
    <E extends Enum<E>> Families counter(
            String name, String help, String label, Map<E, Long> counts) {
        return counter(
                name,
                help,
                out -> counts.forEach((key, count) -> out.put(count, label, word(key))));
    }

    Families gauge(String name, String help, Consumer<Series<Double>> series) {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(PREFIX + name).help(help);
        series.accept(
                (value, labels) ->
                        family.dataPoint(
                                GaugeDataPointSnapshot.builder()
                                        .value(value)
                                        .labels(labels(labels))
                                        .build()));
        all.metricSnapshot(family.build());
        return this;
    }

    Families gauge(String name, String help, long value) {
        return gauge(name, help, out -> out.put((double) value));
    }

    Families histogram(String name, String help, Consumer<Series<Durations.Reading>> series) {
        HistogramSnapshot.Builder family =
                HistogramSnapshot.builder().name(PREFIX + name).help(help);
        series.accept(
                (reading, labels) ->
                        family.dataPoint(
                                HistogramDataPointSnapshot.builder()
                                        .classicHistogramBuckets(
                                                ClassicHistogramBuckets.of(
                                                        reading.boundsSeconds(), reading.counts()))
                                        .sum(reading.sumSeconds())
                                        .labels(labels(labels))
                                        .build()));
        all.metricSnapshot(family.build());
        return this;
    }

    MetricSnapshots collected() {
        return all.build();
    }

    /// A constant as a label's value, such as `queue_full`.
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Labels labels(String... labels) {
        return Labels.of(labels).merge(APP);
    }
}
