package io.boson.server.prometheus;

import io.boson.relay.datapath.WireGuardCounters;
import io.boson.relay.flow.SwitchCounts;
import io.boson.relay.stun.StunCounters;
import io.boson.relay.udp.DatagramCounters;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.Supplier;

/// The relay's UDP port and its packet switch. Labels are constants alone: no keys, sessions or
/// addresses.
final class WireGuardCollector implements MultiCollector {

    private static final String DIRECTION = "direction";
    private static final String KIND = "kind";

    private final Supplier<WireGuardCounters> relay;

    WireGuardCollector(Supplier<WireGuardCounters> relay) {
        this.relay = relay;
    }

    @Override
    public MetricSnapshots collect() {
        WireGuardCounters now = relay.get();
        Families families = new Families();
        socket(families, now.datagrams());
        stun(families, now.stun());
        holdings(families, now.flows());
        forwarded(families, now.flows());
        troubles(families, now);
        return families.collected();
    }

    private static void socket(Families families, DatagramCounters now) {
        families.counter(
                        "udp_datagrams",
                        "Datagrams of the relay's UDP port.",
                        out -> {
                            out.put(now.received().packets(), DIRECTION, "in");
                            out.put(now.sent().packets(), DIRECTION, "out");
                        })
                .counter(
                        "udp_bytes",
                        "Payload of these.",
                        out -> {
                            out.put(now.received().bytes(), DIRECTION, "in");
                            out.put(now.sent().bytes(), DIRECTION, "out");
                        })
                .counter(
                        "udp_refused",
                        "Datagrams that the kernel did not take.",
                        "reason",
                        now.refused())
                .counter(
                        "udp_too_long",
                        "Datagrams longer than any of WireGuard's.",
                        out -> out.put(now.tooLong()))
                .counter(
                        "udp_receive_failures",
                        "Passing trouble of the socket's.",
                        out -> out.put(now.receiveFailures()))
                .counter(
                        "udp_kernel_drops",
                        "Datagrams lost for want of room in the socket's buffer.",
                        out -> now.kernelDrops().ifPresent(out::put));
    }

    private static void stun(Families families, StunCounters now) {
        families.counter(
                "stun_requests",
                "STUN requests, by what became of them.",
                out -> {
                    out.put(now.answered(), KIND, "answered");
                    out.put(now.unknownAttributes(), KIND, "unknown_attributes");
                    out.put(now.limited(), KIND, "limited");
                    out.put(now.broken(), KIND, "broken");
                });
    }

    private static void holdings(Families families, SwitchCounts now) {
        families.gauge("switch_pairs", "Sessions whose peers may exchange packets.", now.pairs())
                .gauge(
                        "switch_flows",
                        "Flows, and handshakes that may become some, one per direction.",
                        now.flows())
                .gauge(
                        "switch_endpoints",
                        "Addresses and WebSockets that are remembered.",
                        out -> {
                            out.put((double) now.strangers(), KIND, "stranger");
                            out.put((double) (now.endpoints() - now.strangers()), KIND, "proven");
                        })
                .gauge("switch_sources", "IP addresses that have budgets.", now.sources());
    }

    private static void forwarded(Families families, SwitchCounts now) {
        families.counter(
                        "switch_packets",
                        "WireGuard messages forwarded.",
                        out -> {
                            out.put(now.initiations(), KIND, "initiation");
                            out.put(now.responses(), KIND, "response");
                            out.put(now.cookieReplies(), KIND, "cookie_reply");
                            out.put(now.transports(), KIND, "transport");
                        })
                .counter(
                        "switch_transport_bytes",
                        "Bytes of the transport messages forwarded.",
                        out -> out.put(now.transportBytes()))
                .counter(
                        "switch_cookies",
                        "The relay's own cookies, given under load and brought back.",
                        out -> {
                            out.put(now.answers(), KIND, "given");
                            out.put(now.cookieProofs(), KIND, "returned");
                        })
                .counter(
                        "switch_handshakes",
                        "Handshakes proven by a packet.",
                        out -> out.put(now.opened()))
                .counter(
                        "switch_moves",
                        "Endpoints that changed without a handshake.",
                        out -> out.put(now.moved()))
                .counter("switch_drops", "Packets not forwarded.", "cause", now.drops());
    }

    private static void troubles(Families families, WireGuardCounters now) {
        families.counter(
                        "switch_inbound_drops",
                        "Packets of WebSockets that did not get as far as the switch.",
                        "reason",
                        now.inboundDrops())
                .gauge(
                        "switch_inbound_bytes",
                        "Bytes of WebSockets' packets that wait for the switch.",
                        now.inboundBytes())
                .counter(
                        "switch_strayed",
                        "Packets whose WebSocket had just closed.",
                        out -> out.put(now.strayed()))
                .counter(
                        "switch_failures",
                        "What must not happen: batches that ended in an exception, errands lost,"
                                + " flow tables not written.",
                        out -> {
                            out.put(now.handlerFailures(), KIND, "batch");
                            out.put(now.errandsLost(), KIND, "errand");
                            out.put(now.tableFailures(), KIND, "flow_table");
                        });
    }
}
