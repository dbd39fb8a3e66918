package io.boson.history.rollup;

import io.boson.events.telemetry.MetricSample;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Any number of samples as count, sum, least, greatest and histogram of each [Gauge], and totals.
/// Two summaries are one by merging; neither order nor grouping matters (sums but for rounding).
///
/// Mutable; for one thread.
public final class Summary {

    private static final int GAUGES = Gauge.ALL.length;

    private long samples;
    private final double[] sums = new double[GAUGES];
    private final double[] mins = new double[GAUGES];
    private final double[] maxs = new double[GAUGES];
    private final Sketch[] sketches = new Sketch[GAUGES];
    private final BigInteger[] totals = new BigInteger[Amounts.COUNT];

    public Summary() {
        Arrays.fill(mins, Double.POSITIVE_INFINITY);
        Arrays.fill(maxs, Double.NEGATIVE_INFINITY);
        Arrays.setAll(sketches, _ -> new Sketch());
        Arrays.fill(totals, BigInteger.ZERO);
    }

    /// From what was kept of it.
    ///
    /// @param sketchBytes as [#sketches] gave them
    public static Summary of(
            long samples,
            double[] sums,
            double[] mins,
            double[] maxs,
            BigInteger[] totals,
            byte[] sketchBytes) {
        Summary summary = new Summary();
        summary.samples = samples;
        System.arraycopy(sums, 0, summary.sums, 0, GAUGES);
        System.arraycopy(mins, 0, summary.mins, 0, GAUGES);
        System.arraycopy(maxs, 0, summary.maxs, 0, GAUGES);
        System.arraycopy(totals, 0, summary.totals, 0, Amounts.COUNT);
        ByteBuffer in = ByteBuffer.wrap(sketchBytes);
        Arrays.setAll(summary.sketches, _ -> Sketch.readFrom(in));
        return summary;
    }

    public void add(MetricSample sample, Amounts amounts) {
        samples++;
        for (int i = 0; i < GAUGES; i++) {
            double value = Gauge.ALL[i].of(sample);
            sums[i] += value;
            mins[i] = Math.min(mins[i], value);
            maxs[i] = Math.max(maxs[i], value);
            sketches[i].add(value);
        }
        for (int i = 0; i < totals.length; i++) {
            if (amounts.at(i) != 0) {
                totals[i] = totals[i].add(BigInteger.valueOf(amounts.at(i)));
            }
        }
    }

    public void add(Summary other) {
        samples += other.samples;
        for (int i = 0; i < GAUGES; i++) {
            sums[i] += other.sums[i];
            mins[i] = Math.min(mins[i], other.mins[i]);
            maxs[i] = Math.max(maxs[i], other.maxs[i]);
            sketches[i].add(other.sketches[i]);
        }
        for (int i = 0; i < totals.length; i++) {
            totals[i] = totals[i].add(other.totals[i]);
        }
    }

    public long samples() {
        return samples;
    }

    public double sum(Gauge gauge) {
        return sums[gauge.slot()];
    }

    /// 0 where there are no samples, as are the others.
    public double average(Gauge gauge) {
        return samples == 0 ? 0 : sums[gauge.slot()] / samples;
    }

    public double min(Gauge gauge) {
        return samples == 0 ? 0 : mins[gauge.slot()];
    }

    public double max(Gauge gauge) {
        return samples == 0 ? 0 : maxs[gauge.slot()];
    }

    /// To [Sketch#ERROR] of the value, and never beyond least and greatest.
    public double quantile(Gauge gauge, double share) {
        double value = sketches[gauge.slot()].quantile(share);
        return Math.max(min(gauge), Math.min(max(gauge), value));
    }

    /// Packets sent, received, errors, bytes sent, received.
    public BigInteger total(int index) {
        return totals[index];
    }

    public byte[] sketches() {
        int most = 0;
        for (Sketch sketch : sketches) {
            most += sketch.bytesMax();
        }
        ByteBuffer out = ByteBuffer.allocate(most);
        for (Sketch sketch : sketches) {
            sketch.writeTo(out);
        }
        return Arrays.copyOf(out.array(), out.position());
    }
}
