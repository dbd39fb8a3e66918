package io.boson.relay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The fuzzer sees what our classes do and tells of what it finds: otherwise all its other tests
/// would pass for ever.
public class FuzzRunTest {

    private static final int RUNS = 1_000_000;

    private static final byte[] MAGIC = {(byte) 0xb0, 0x50, 0x4e, 0x21};

    /// Chance alone would take 2^32 inputs.
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length >= MAGIC.length
                && input[0] == MAGIC[0]
                && input[1] == MAGIC[1]
                && input[2] == MAGIC[2]
                && input[3] == MAGIC[3]) {
            throw new IllegalStateException("found");
        }
    }

    @Test
    void coverageLeadsToAMagicNumber() throws IOException {
        FuzzRun run = FuzzRun.of(FuzzRunTest.class, List.of(new byte[] {1}), RUNS);

        assertThat(run.exit()).as(run.output()).isEqualTo(FuzzRun.FOUND);
        assertThat(run.output()).contains("IllegalStateException: found");
        assertThat(run.findings())
                .singleElement()
                .satisfies(found -> assertThat(Arrays.copyOf(found, 4)).isEqualTo(MAGIC));
    }
}
