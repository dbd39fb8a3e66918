package io.boson.history.rollup;

import io.boson.events.node.RegistrationId;
import io.boson.events.telemetry.Counting;
import io.boson.events.telemetry.MetricSample;
import io.boson.events.telemetry.MetricSample.WireGuard;

/// A node's last sample in log order, as far as the next one is reckoned from it.
public record CounterState(RegistrationId registration, Counting counting, WireGuard last) {

    public CounterState(RegistrationId registration, MetricSample sample) {
        this(registration, sample.counting(), sample.wireguard());
    }

    /// What `next` adds to totals. The first sample of a registration adds nothing: what it counts
    /// began at a time that nobody knows.
    public Amounts amounts(RegistrationId nextRegistration, MetricSample next) {
        if (!registration.equals(nextRegistration)) {
            return Amounts.NONE;
        }
        return switch (next.counting()) {
            case AMOUNTS -> Amounts.said(next.wireguard(), last);
            case CUMULATIVE ->
                    counting == Counting.CUMULATIVE
                            ? Amounts.increases(next.wireguard(), last)
                            : Amounts.errorsOnly(next.wireguard(), last);
        };
    }
}
