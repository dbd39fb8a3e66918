package io.boson.testkit;

import io.boson.events.node.Capabilities;
import io.boson.events.node.Location;
import io.boson.events.node.Location.Coordinates;
import io.boson.events.node.NatType;
import io.boson.events.node.NetworkInfo;
import io.boson.events.node.Node;
import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeId;
import io.boson.events.node.NodeProfile;
import io.boson.events.node.RegistrationId;
import io.boson.events.session.Attachment;
import io.boson.events.telemetry.Heartbeat;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.MetricSample;
import io.boson.events.telemetry.MetricsSubmitted;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.load.NodeLoad;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A node to make events and states of; a test changes only what it is about.
///
/// @param number makes the id, the key and the addresses, so that nodes differ in them all
/// @param downMbits bandwidth toward clients, as declared
public record NodeSample(
        int number,
        int maxConnections,
        double downMbits,
        String country,
        String region,
        int heartbeatIntervalSeconds) {

    private static final NodeSample TYPICAL = new NodeSample(0, 100, 50, "DE", "Hessen", 30);

    /// A hundred places, 50 Mbit/s down, in Frankfurt, a heartbeat every 30 s.
    public static NodeSample of(int number) {
        return new NodeSample(
                number,
                TYPICAL.maxConnections,
                TYPICAL.downMbits,
                TYPICAL.country,
                TYPICAL.region,
                TYPICAL.heartbeatIntervalSeconds);
    }

    public NodeSample withMaxConnections(int newMax) {
        return new NodeSample(number, newMax, downMbits, country, region, heartbeatIntervalSeconds);
    }

    public NodeSample withDownMbits(double newDown) {
        return new NodeSample(
                number, maxConnections, newDown, country, region, heartbeatIntervalSeconds);
    }

    public NodeSample in(String newCountry, String newRegion) {
        return new NodeSample(
                number, maxConnections, downMbits, newCountry, newRegion, heartbeatIntervalSeconds);
    }

    public NodeSample withHeartbeatEvery(int seconds) {
        return new NodeSample(number, maxConnections, downMbits, country, region, seconds);
    }

    public NodeId id() {
        return Samples.nodeId(number);
    }

    /// Of the first registration; a later one has another.
    public RegistrationId registration() {
        return Samples.registrationId(number);
    }

    public NodeProfile profile() {
        return new NodeProfile(
                Samples.key(number),
                new NetworkInfo(
                        "192.168.1." + (1 + number % 250),
                        Optional.of("fd00::" + Integer.toHexString(1 + number)),
                        NatType.PORT_RESTRICTED,
                        Optional.of("198.51.100." + (1 + number % 250)),
                        51820,
                        "203.0.113." + (1 + number % 250)),
                new Capabilities(
                        maxConnections, new Capabilities.Bandwidth(10, downMbits), true, true),
                new Location(country, region, Optional.of(new Coordinates(50.11, 8.68))),
                heartbeatIntervalSeconds);
    }

    public NodeEvent.Registered registered(Instant at) {
        return new NodeEvent.Registered(id(), profile(), registration(), at);
    }

    /// With no metrics and no status of its own: online.
    public Heartbeat heartbeat(Instant at) {
        return new Heartbeat(id(), registration(), Optional.empty(), Optional.empty(), at);
    }

    public Heartbeat heartbeat(Instant at, HeartbeatMetrics metrics) {
        return new Heartbeat(id(), registration(), Optional.empty(), Optional.of(metrics), at);
    }

    public Heartbeat heartbeat(Instant at, NodeStatus stated) {
        return new Heartbeat(id(), registration(), Optional.of(stated), Optional.empty(), at);
    }

    /// Samples under its first registration.
    public MetricsSubmitted submitted(Instant at, MetricSample... samples) {
        return new MetricsSubmitted(id(), registration(), List.of(samples), at);
    }

    /// Registered at `at`, nothing heard since.
    public FleetNode active(Instant at) {
        return new FleetNode(
                Node.unknown().evolve(registered(at)), NodeLoad.NONE, Attachment.never(), 0);
    }

    /// Registered at `at`, draining.
    public FleetNode draining(Instant at) {
        Node node =
                Node.unknown()
                        .evolve(registered(at))
                        .evolve(new NodeEvent.Drained(id(), at.plusSeconds(300), at, at));
        return new FleetNode(node, NodeLoad.NONE, Attachment.never(), 1);
    }
}
