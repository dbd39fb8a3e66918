package io.boson.bench;

import io.boson.bench.load.Outcome;
import java.time.Duration;

/// One run.
///
/// @param cpu that the server's process spent, the rest of the work included
/// @param restTook from the last answer to the end of the rest of the work
/// @param others the share of the machine that somebody else used meanwhile
record Measured(Outcome outcome, Duration cpu, Duration restTook, double others) {

    double perSecond() {
        return outcome.perSecond();
    }

    double cpuMicros() {
        return cpu.toNanos() / 1e3 / outcome.good();
    }

    double clientMicros() {
        return outcome.clientCpu().toNanos() / 1e3 / outcome.good();
    }

    double p50() {
        return outcome.millisAt(50);
    }

    double p99() {
        return outcome.millisAt(99);
    }

    double restSeconds() {
        return restTook.toMillis() / 1e3;
    }

    long failed() {
        return outcome.others().values().stream().mapToLong(Long::longValue).sum();
    }
}
