package io.boson.relay.wire;

/// What is spoken on a connection, as negotiated by `Sec-WebSocket-Protocol` (RFC 6455 section
/// 1.9).
///
/// The relay's own is `boson.relay.v1`; a later one that differs will have another name, and who
/// offers several gets the newest that the relay knows. Text frames are the control frames of
/// [RelayFrame]; data travels in binary frames alone, one packet each, numbers in network order:
///
/// ```
/// a client's connection           a node's connection
///
///   0                               0         4
/// +-----------------+             +---------+-----------------+
/// | packet          |             | channel | packet          |
/// +-----------------+             +---------+-----------------+
/// ```
///
/// A channel stands for one session on one connection of its node. The relay announces it before
/// its first packet, and its end when the session ends:
///
/// ```
/// {"type":"control","sessionId":"<id>","direction":"server",
///     "payload":{"action":"channel","channel":<1..4294967295>}}
/// {"type":"control","sessionId":"<id>","direction":"server",
///     "payload":{"action":"disconnect"}}
/// ```
///
/// Numbers are not used again on a connection. A session may be given a new one at any time,
/// which from then on is the only one that means it.
///
/// What has no way of saying `Authorization`, as a page in a browser, offers its token beside the
/// dialect it wants, which it must name then (RFC 6455 section 4.1: a client that has offered
/// something and is answered with nothing fails the connection):
///
/// ```
/// Sec-WebSocket-Protocol: boson.relay.v1, boson.bearer.<token>
/// Sec-WebSocket-Protocol: boson.relay.v0, boson.bearer.<token>
/// ```
public enum Dialect {
    /// The forms of the original's clients, told apart by their first bytes. What is spoken where
    /// no subprotocol is named; `boson.relay.v0` for who must name one.
    ORIGINAL("boson.relay.v0"),
    V1("boson.relay.v1");

    /// Bytes of a channel.
    public static final int CHANNEL_BYTES = 4;

    private final String text;

    Dialect(String text) {
        this.text = text;
    }

    /// Its subprotocol.
    public String text() {
        return text;
    }
}
