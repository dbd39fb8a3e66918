package io.boson.history.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SketchTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyQuantileIsWithinTheStatedErrorOfTheSampleAtItsRank(long seed) {
        Random random = new Random(seed);
        double[] values = new double[5_000];
        Sketch sketch = new Sketch();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.exp(random.nextGaussian() * 2);
            sketch.add(values[i]);
        }
        Arrays.sort(values);
        for (double share : new double[] {0, 0.01, 0.5, 0.9, 0.95, 0.99, 1}) {
            double exact = values[Math.max(0, (int) Math.ceil(share * values.length) - 1)];
            assertThat(sketch.quantile(share))
                    .as("seed %d share %s", seed, share)
                    .isCloseTo(exact, within(exact * (Sketch.ERROR + 1e-9)));
        }
    }

    @Test
    void partsPutTogetherAreTheWhole() {
        Random random = new Random(7);
        Sketch whole = new Sketch();
        Sketch[] parts = {new Sketch(), new Sketch(), new Sketch()};
        for (int i = 0; i < 3_000; i++) {
            double value = random.nextInt(10) == 0 ? 0 : random.nextDouble() * 1_000;
            whole.add(value);
            parts[random.nextInt(parts.length)].add(value);
        }
        Sketch together = new Sketch();
        for (Sketch part : parts) {
            together.add(read(bytes(part)));
        }
        assertThat(bytes(together)).isEqualTo(bytes(whole));
        assertThat(together.count()).isEqualTo(3_000);
    }

    @Test
    void whatIsHardlyAnythingIsZero() {
        Sketch sketch = new Sketch();
        assertThat(sketch.quantile(0.95)).isZero();
        sketch.add(0);
        sketch.add(Sketch.SMALLEST / 2);
        assertThat(sketch.quantile(0.95)).isZero();
        assertThat(sketch.count()).isEqualTo(2);
        sketch.add(9e15);
        assertThat(sketch.quantile(1)).isCloseTo(9e15, within(9e13));
    }

    private static byte[] bytes(Sketch sketch) {
        ByteBuffer out = ByteBuffer.allocate(sketch.bytesMax());
        sketch.writeTo(out);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static Sketch read(byte[] bytes) {
        return Sketch.readFrom(ByteBuffer.wrap(bytes));
    }
}
