package io.boson.projections.session;

import io.boson.events.node.WireGuardKey;
import io.boson.events.tunnel.TunnelAddresses;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/// A client as its node's WireGuard has to know it.
public record Peer(WireGuardKey key, TunnelAddresses addresses) {

    /// Empty where the session's client has no WireGuard key.
    static Optional<Peer> of(LiveSession session) {
        return session.session()
                .tunnel()
                .map(tunnel -> new Peer(tunnel.keys().client(), tunnel.addresses()));
    }

    /// The first 16 bytes of a SHA-256 over all of it.
    ByteBuffer digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String text = key + " " + addresses.allowedIps();
            return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
