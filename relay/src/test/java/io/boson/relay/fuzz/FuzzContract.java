package io.boson.relay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Nothing that a fuzzer comes upon breaks a target. The target is the subclass's
/// `public static void fuzzerTestOneInput(byte[])`, as Jazzer wants it: a breach is an exception.
///
/// A build tries a fixed number of inputs from a fixed seed; `scripts/fuzz NAME SECONDS` goes on
/// from there.
public abstract class FuzzContract {

    private final int runs;

    /// @param runs inputs that every build tries: some seconds' worth
    protected FuzzContract(int runs) {
        this.runs = runs;
    }

    /// Well-formed inputs, from which the fuzzer starts.
    protected abstract List<byte[]> seeds();

    /// Hands the input to the target.
    protected abstract void feed(byte[] input);

    @Test
    void nothingBreaksIt() throws IOException {
        FuzzRun run = FuzzRun.of(getClass(), seeds(), runs);

        assertThat(run.findings()).as(run.output()).isEmpty();
        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.runs()).as(run.output()).isGreaterThanOrEqualTo(runs);
        assertThat(run.edges()).as("coverage leads it on").isGreaterThan(run.edgesAtFirst());
    }

    /// One that fails prints its bytes by its exception; more are seen once it is mended.
    @Test
    void whatWasFoundOnceIsMended() throws IOException {
        Path found = Path.of("src", "test", "resources", "fuzz", getClass().getSimpleName());
        for (byte[] input : FuzzRun.contents(found)) {
            feed(input);
        }
        seeds().forEach(this::feed);
    }
}
