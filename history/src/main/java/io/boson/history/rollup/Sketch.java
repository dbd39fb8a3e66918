package io.boson.history.rollup;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// A histogram whose buckets grow by a constant factor, so that every value is known to
/// [#ERROR] of itself, and two histograms are one by adding their counts (as DDSketch, VLDB 2019).
///
/// ```
///   bucket i holds the values in (GAMMA^(i-1), GAMMA^i];  GAMMA = (1 + ERROR) / (1 - ERROR)
///   bytes: zeros, buckets, then per bucket: index less the previous one, count; all varints,
///          the first index in zigzag
/// ```
///
/// Mutable; for one thread.
public final class Sketch {

    /// Relative: 1 % of the value.
    public static final double ERROR = 0.01;

    /// What is smaller counts as zero.
    public static final double SMALLEST = 1e-6;

    private static final double GAMMA = (1 + ERROR) / (1 - ERROR);
    private static final double LOG_GAMMA = Math.log(GAMMA);
    private static final int ROOM = 4;
    private static final int[] NO_INDEXES = {};
    private static final long[] NO_COUNTS = {};
    private static final int VARINT_BYTES_MAX = 10;

    private long zeros;
    private int size;
    private int[] indexes = NO_INDEXES;
    private long[] counts = NO_COUNTS;

    /// @param value finite, at least 0
    public void add(double value) {
        if (value < SMALLEST) {
            zeros++;
        } else {
            add((int) Math.ceil(Math.log(value) / LOG_GAMMA), 1);
        }
    }

    public void add(Sketch other) {
        zeros += other.zeros;
        for (int i = 0; i < other.size; i++) {
            add(other.indexes[i], other.counts[i]);
        }
    }

    private void add(int index, long count) {
        int at = Arrays.binarySearch(indexes, 0, size, index);
        if (at >= 0) {
            counts[at] += count;
            return;
        }
        int slot = -at - 1;
        if (size == indexes.length) {
            int room = Math.max(ROOM, 2 * size);
            indexes = Arrays.copyOf(indexes, room);
            counts = Arrays.copyOf(counts, room);
        }
        System.arraycopy(indexes, slot, indexes, slot + 1, size - slot);
        System.arraycopy(counts, slot, counts, slot + 1, size - slot);
        indexes[slot] = index;
        counts[slot] = count;
        size++;
    }

    public long count() {
        long count = zeros;
        for (int i = 0; i < size; i++) {
            count += counts[i];
        }
        return count;
    }

    /// The value below which a share of all lies, by nearest rank; 0 where there is none.
    public double quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count()));
        long seen = zeros;
        for (int i = 0; i < size; i++) {
            if (seen >= rank) {
                break;
            }
            seen += counts[i];
            if (seen >= rank) {
                return 2 * Math.pow(GAMMA, indexes[i]) / (GAMMA + 1);
            }
        }
        return 0;
    }

    /// No more than [#writeTo] writes.
    int bytesMax() {
        return (2 + 2 * size) * VARINT_BYTES_MAX;
    }

    /// @param out with room for [#bytesMax]
    void writeTo(ByteBuffer out) {
        varint(out, zeros);
        varint(out, size);
        int previous = 0;
        for (int i = 0; i < size; i++) {
            int delta = indexes[i] - previous;
            varint(out, i == 0 ? ((long) delta << 1) ^ (delta >> 31) : delta);
            varint(out, counts[i]);
            previous = indexes[i];
        }
    }

    static Sketch readFrom(ByteBuffer in) {
        Sketch sketch = new Sketch();
        sketch.zeros = varint(in);
        int size = Math.toIntExact(varint(in));
        sketch.indexes = new int[Math.max(ROOM, size)];
        sketch.counts = new long[Math.max(ROOM, size)];
        int previous = 0;
        for (int i = 0; i < size; i++) {
            long read = varint(in);
            int delta = (int) (i == 0 ? (read >>> 1) ^ -(read & 1) : read);
            previous += delta;
            sketch.indexes[i] = previous;
            sketch.counts[i] = varint(in);
        }
        sketch.size = size;
        return sketch;
    }

    private static void varint(ByteBuffer out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.put((byte) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("no varint");
    }
}
