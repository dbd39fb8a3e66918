package io.boson.server.prometheus;

import io.boson.relay.transport.RelayCounters;
import io.boson.server.relay.RelayFacts;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The relay's sockets and packets, and the facts that it reports.
final class RelayCollector implements MultiCollector {

    private static final String DIRECTION = "direction";
    private static final String TO_NODE = "to_node";
    private static final String TO_CLIENT = "to_client";

    private final Supplier<RelayCounters> relay;
    private final RelayFacts facts;
    private final Bandwidth toNodes;
    private final Bandwidth toClients;

    /// @param nanoTime a monotonic clock, in nanoseconds
    RelayCollector(Supplier<RelayCounters> relay, RelayFacts facts, LongSupplier nanoTime) {
        this.relay = relay;
        this.facts = facts;
        this.toNodes = new Bandwidth(nanoTime);
        this.toClients = new Bandwidth(nanoTime);
    }

    @Override
    public MetricSnapshots collect() {
        RelayCounters now = relay.get();
        Families families = new Families();
        sockets(families, now);
        packets(families, now);
        return families.counter(
                        "relay_facts_dropped",
                        "Facts about attachments and their use that found the queue full.",
                        out -> out.put(facts.droppedTotal()))
                .gauge(
                        "relay_facts_waiting",
                        "Facts about attachments that are still to be written to the log.",
                        facts.waiting())
                .collected();
    }

    private static void sockets(Families families, RelayCounters now) {
        families.gauge(
                        "active_connections",
                        "Nodes and clients attached to the relay.",
                        now.clients() + now.nodes())
                .gauge(
                        "relay_connections",
                        "Sockets at the relay, by whose they are; other: not admitted yet.",
                        out -> {
                            out.put((double) now.clients(), "end", "client");
                            out.put((double) now.nodes(), "end", "node");
                            out.put((double) now.others(), "end", "other");
                        })
                .counter(
                        "relay_refusals",
                        "WebSockets closed instead of admitted.",
                        "reason",
                        now.refusals())
                .counter(
                        "relay_handshake_faults",
                        "Connections to the relay that never became WebSockets.",
                        "reason",
                        now.handshakeFaults())
                .counter(
                        "relay_frame_faults",
                        "Frames that could not be read.",
                        "reason",
                        now.frameFaults());
    }

    private void packets(Families families, RelayCounters now) {
        families.counter(
                        "relay_packets",
                        "Packets forwarded.",
                        out -> {
                            out.put(now.toNodes().packets(), DIRECTION, TO_NODE);
                            out.put(now.toClients().packets(), DIRECTION, TO_CLIENT);
                        })
                .counter(
                        "relay_bytes",
                        "Bytes of packets forwarded.",
                        out -> {
                            out.put(now.toNodes().bytes(), DIRECTION, TO_NODE);
                            out.put(now.toClients().bytes(), DIRECTION, TO_CLIENT);
                        })
                .gauge(
                        "relay_bandwidth_bytes",
                        "Bytes forwarded in a second, on average since the scrape before.",
                        out -> {
                            out.put(toNodes.perSecond(now.toNodes().bytes()), DIRECTION, TO_NODE);
                            out.put(
                                    toClients.perSecond(now.toClients().bytes()),
                                    DIRECTION,
                                    TO_CLIENT);
                        })
                .counter("relay_drops", "Packets not forwarded.", "reason", now.drops())
                .gauge(
                        "relay_queue_bytes",
                        "Bytes that wait at the relay for their receivers.",
                        now.queuedBytes());
    }
}
