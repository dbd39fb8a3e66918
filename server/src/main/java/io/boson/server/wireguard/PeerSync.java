package io.boson.server.wireguard;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boson.events.node.NodeId;
import io.boson.events.tunnel.TunnelRange;
import io.boson.projections.session.NodePeers;
import io.boson.projections.session.Peer;
import io.boson.server.config.TunnelConfig;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// What heartbeats tell a node of its peers: what is so now, not what has changed, so that a lost
/// answer costs nothing. A node that says no version hears of none while it has no peers, and is
/// sent no list ever.
///
/// ```json
/// "peersVersion":"0f...","actions":[{"type":"syncPeers","payload":{"version":"0f...",
///     "peers":[{"publicKey":"...","allowedIPs":"100.96.0.2/32, fd00::2/128",
///               "endpoint":"relay.example:51820","persistentKeepalive":25}]}}]
/// ```
public final class PeerSync {

    /// Of more peers a node fetches its file, which is named instead.
    private static final int PEERS_MAX = 1000;

    /// Nobody has a peer.
    public static final PeerSync NONE =
            new PeerSync(
                    _ -> NodePeers.NONE,
                    new WireGuardTerms(
                            "", OptionalInt.empty(), TunnelConfig.DEFAULTS, TunnelRange.SAMPLE));

    private final Function<NodeId, NodePeers> peers;
    private final WireGuardTerms terms;

    /// @param peers from memory: heartbeats are many
    public PeerSync(Function<NodeId, NodePeers> peers, WireGuardTerms terms) {
        this.peers = peers;
        this.terms = terms;
    }

    /// What one node is told.
    ///
    /// @param echoed the version it says to have
    public News news(NodeId node, Optional<String> echoed) {
        return new News(node, peers.apply(node), echoed);
    }

    /// One answer's part.
    public final class News {

        private final NodeId node;
        private final NodePeers now;
        private final Optional<String> echoed;

        private News(NodeId node, NodePeers now, Optional<String> echoed) {
            this.node = node;
            this.now = now;
            this.echoed = echoed;
        }

        public void writeVersion(JsonGenerator out) throws IOException {
            if (echoed.isPresent() || !now.isEmpty()) {
                out.writeStringField("peersVersion", now.version());
            }
        }

        /// Within the array of actions.
        public void writeAction(JsonGenerator out) throws IOException {
            if (echoed.isEmpty() || echoed.get().equals(now.version())) {
                return;
            }
            out.writeStartObject();
            out.writeStringField("type", "syncPeers");
            out.writeObjectFieldStart("payload");
            out.writeStringField("version", now.version());
            if (now.all().size() <= PEERS_MAX) {
                out.writeArrayFieldStart("peers");
                for (Peer peer : now.all()) {
                    write(out, peer);
                }
                out.writeEndArray();
            } else {
                out.writeStringField("file", "/api/v1/nodes/" + node + "/wireguard.conf");
            }
            out.writeEndObject();
            out.writeEndObject();
        }

        private void write(JsonGenerator out, Peer peer) throws IOException {
            out.writeStartObject();
            out.writeStringField("publicKey", peer.key().text());
            out.writeStringField("allowedIPs", peer.addresses().allowedIps());
            if (terms.endpoint().isPresent()) {
                out.writeStringField("endpoint", terms.endpoint().get());
            }
            out.writeNumberField("persistentKeepalive", terms.keepaliveSeconds());
            out.writeEndObject();
        }
    }
}
