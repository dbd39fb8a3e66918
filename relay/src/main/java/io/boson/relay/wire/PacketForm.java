package io.boson.relay.wire;

/// How a packet looks on a connection. A peer is sent the form it last sent a packet in: what
/// speaks a form understands it.
public enum PacketForm {
    /// A binary frame: the packet's bytes, one packet per frame toward the peer.
    RAW,
    /// `{"type":"packet","data":"<base64>"}`: names no session, so never toward a node.
    PACKET,
    /// `{"type":"data",..,"payload":{"type":"Buffer","data":[0..255,..]}}`
    BUFFER,
    /// `{"type":"data",..,"payload":"<base64>"}`
    BASE64,
    /// The binary frame of a node's connection that [Dialect] draws.
    CHANNEL;

    /// Whether it says whose packet it is.
    public boolean namesSession() {
        return switch (this) {
            case BUFFER, BASE64, CHANNEL -> true;
            case RAW, PACKET -> false;
        };
    }
}
