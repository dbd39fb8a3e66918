package io.boson.history.rollup;

import io.boson.events.telemetry.MetricSample.WireGuard;

/// What a sample adds to totals.
public record Amounts(
        long packetsSent, long packetsReceived, long errors, long bytesSent, long bytesReceived) {

    public static final Amounts NONE = new Amounts(0, 0, 0, 0, 0);

    /// How many there are, in the order in which they stand here.
    static final int COUNT = 5;

    long at(int index) {
        return switch (index) {
            case 0 -> packetsSent;
            case 1 -> packetsReceived;
            case 2 -> errors;
            case 3 -> bytesSent;
            case 4 -> bytesReceived;
            default -> throw new IndexOutOfBoundsException(index);
        };
    }

    /// As the node said them, but for errors, which always count upward.
    static Amounts said(WireGuard now, WireGuard before) {
        return new Amounts(
                now.packetsSent(),
                now.packetsReceived(),
                increase(now.errors(), before.errors()),
                now.bytesSent(),
                now.bytesReceived());
    }

    /// All of them count upward.
    static Amounts increases(WireGuard now, WireGuard before) {
        return new Amounts(
                increase(now.packetsSent(), before.packetsSent()),
                increase(now.packetsReceived(), before.packetsReceived()),
                increase(now.errors(), before.errors()),
                increase(now.bytesSent(), before.bytesSent()),
                increase(now.bytesReceived(), before.bytesReceived()));
    }

    static Amounts errorsOnly(WireGuard now, WireGuard before) {
        return new Amounts(0, 0, increase(now.errors(), before.errors()), 0, 0);
    }

    /// A smaller number began again from nothing.
    private static long increase(long now, long before) {
        return now >= before ? now - before : now;
    }
}
