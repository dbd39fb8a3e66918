package io.boson.history.rollup;

import io.boson.events.telemetry.MetricSample;

/// What is averaged: a value that goes up and down. The order is that of the columns in the
/// database and never changes.
public enum Gauge {
    LATENCY(0, "latency"),
    JITTER(1, "jitter"),
    PACKET_LOSS(2, "packetLoss"),
    BANDWIDTH_UP(3, "bandwidthUp"),
    BANDWIDTH_DOWN(4, "bandwidthDown"),
    CPU_USAGE(5, "cpuUsage"),
    MEMORY_USAGE(6, "memoryUsage"),
    DISK_USAGE(7, "diskUsage"),
    LOAD_AVERAGE(8, "loadAverage"),
    CONNECTIONS_ACTIVE(9, "connectionsActive"),
    CONNECTIONS_TOTAL(10, "connectionsTotal"),
    CONNECTIONS_FAILED(11, "connectionsFailed");

    static final Gauge[] ALL = values();

    private final int slot;
    private final String text;

    Gauge(int slot, String text) {
        this.slot = slot;
        this.text = text;
    }

    /// Its place in arrays, from 0.
    int slot() {
        return slot;
    }

    public String text() {
        return text;
    }

    double of(MetricSample sample) {
        return switch (this) {
            case LATENCY -> sample.network().latency();
            case JITTER -> sample.network().jitter();
            case PACKET_LOSS -> sample.network().packetLoss();
            case BANDWIDTH_UP -> sample.network().bandwidthUp();
            case BANDWIDTH_DOWN -> sample.network().bandwidthDown();
            case CPU_USAGE -> sample.system().cpuUsage();
            case MEMORY_USAGE -> sample.system().memoryUsage();
            case DISK_USAGE -> sample.system().diskUsage();
            case LOAD_AVERAGE -> sample.system().loadAverage();
            case CONNECTIONS_ACTIVE -> sample.connections().active();
            case CONNECTIONS_TOTAL -> sample.connections().total();
            case CONNECTIONS_FAILED -> sample.connections().failed();
        };
    }
}
