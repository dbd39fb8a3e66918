package io.boson.server.wireguard;

import io.boson.events.node.WireGuardKey;
import io.boson.events.session.SessionId;
import io.boson.events.tunnel.Tunnel;
import io.boson.projections.session.NodePeers;
import io.boson.projections.session.Peer;

/// The files of WireGuard's tools, wg(8) and wg-quick(8).
///
/// ```
/// [Interface]                                    # wg-quick's; a node writes its own
/// Address = 100.96.0.2/32, fd00:1:2::2/128
/// MTU = 1420
///
/// [Peer]
/// PublicKey = ...
/// AllowedIPs = 0.0.0.0/0, ::/0
/// Endpoint = relay.example:51820
/// PersistentKeepalive = 25
/// ```
final class ConfText {

    private ConfText() {}

    /// A client's, for wg-quick, all but its private key.
    ///
    /// @param node its key as it is now
    static String ofClient(
            WireGuardTerms terms, SessionId session, Tunnel tunnel, WireGuardKey node) {
        StringBuilder text = new StringBuilder();
        text.append("# Boson session ").append(session).append('\n');
        text.append("[Interface]\n# PrivateKey = the other half of ");
        text.append(tunnel.keys().client()).append('\n');
        line(text, "Address", tunnel.addresses().allowedIps());
        if (!terms.tunnel().dns().isEmpty()) {
            line(text, "DNS", terms.tunnel().dns());
        }
        line(text, "MTU", Integer.toString(terms.tunnel().mtu()));
        text.append('\n');
        peer(text, terms, node, terms.tunnel().allowedIps());
        return text.toString();
    }

    /// A node's peers, for `wg syncconf` behind its own `[Interface]` section: without one,
    /// syncconf would take the interface's private key away.
    static String ofNode(WireGuardTerms terms, NodePeers peers) {
        StringBuilder text = new StringBuilder();
        text.append("# version ").append(peers.version()).append('\n');
        text.append("# address ").append(terms.nodeAddress()).append('\n');
        for (Peer peer : peers.all()) {
            text.append('\n');
            peer(text, terms, peer.key(), peer.addresses().allowedIps());
        }
        return text.toString();
    }

    private static void peer(
            StringBuilder text, WireGuardTerms terms, WireGuardKey key, String allowedIps) {
        text.append("[Peer]\n");
        line(text, "PublicKey", key.text());
        line(text, "AllowedIPs", allowedIps);
        terms.endpoint().ifPresent(endpoint -> line(text, "Endpoint", endpoint));
        if (terms.keepaliveSeconds() > 0) {
            line(text, "PersistentKeepalive", Integer.toString(terms.keepaliveSeconds()));
        }
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(" = ").append(value).append('\n');
    }
}
