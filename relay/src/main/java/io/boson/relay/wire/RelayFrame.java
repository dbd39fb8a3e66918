package io.boson.relay.wire;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// One frame on a relay socket.
public sealed interface RelayFrame {

    /// The most payload a WebSocket frame or message to the relay may have, in bytes.
    int BYTES_MAX = 64 * 1024;

    /// What a peer says.
    ///
    /// ```
    /// {"type":"data","sessionId":"<uuid>","direction":..,"payload":P}            Data
    ///     P = {"type":"Buffer","data":[0..255,..]}  or  "<base64>"
    /// {"type":"packet","data":"<base64>"}                                        Data
    /// {"type":"control","sessionId":"<uuid>","payload":{"action":"connect"}}     Connect
    /// {"type":"control","sessionId":"<uuid>","payload":{"action":"disconnect"}}  Disconnect
    /// {"type":"control","compressed":true,"data":"<base64 of gzip of one of these two>"}
    /// {"type":"control","payload":{"compressed":true,"data":"<the same>"}}
    /// {"type":"heartbeat",..}                                                    Heartbeat
    /// {"type":"ping",..}                                                         Ping
    /// {"type":"pong",..}                                                         Pong
    /// ```
    ///
    /// Keys may come in any order and others are ignored, `direction` among them: which way a
    /// packet goes follows from the socket it came on. `sessionId` may be absent.
    ///
    /// `disconnect` closes the socket it comes on; a node that names one of its sessions closes
    /// that client's instead. Either way the session lives on, and its client may come back, until
    /// the API ends it. `connect` changes nothing: the greeting has answered it. `ping` is answered
    /// with `pong`, a heartbeat never with a heartbeat.
    sealed interface Incoming extends RelayFrame {}

    /// What the relay says.
    ///
    /// ```
    /// {"type":"control","sessionId":"<id>","direction":"server",
    ///     "payload":{"action":"connected"}}                                      Connected
    /// {"type":"control","sessionId":"<id>","direction":"server",
    ///     "payload":{"action":"disconnect"}}                                     SessionEnded
    /// {"type":"control","sessionId":"<id>","direction":"server",
    ///     "payload":{"action":"reconnect","afterMs":<n>,"url":"<relay>"}}        Reconnect
    /// {"type":"control","sessionId":"<id>","direction":"server",
    ///     "payload":{"action":"drain","nodeId":"<uuid>","until":"<ISO 8601>"}}   Drain
    /// {"type":"control","sessionId":"<id>","direction":"server",
    ///     "payload":{"action":"channel","channel":<n>}}                          Channel
    /// {"type":"heartbeat","sessionId":"<id>","direction":"server",
    ///     "payload":{"timestamp":<ms>}}                                          Beat
    /// one of the forms at [PacketForm]; `data` with "sessionId":"<id>" and
    ///     "direction":"client-to-node" to a node, "node-to-client" to a client  Packets
    /// {"type":"pong"}                                                            PongBack
    /// {"type":"error","data":"<text>"}                                           Complaint
    /// ```
    ///
    /// `reconnect` comes right before the close frame: the relay stops, and may be back at `url` in
    /// `afterMs` milliseconds, another time for each peer. `url` is absent where it is not known.
    ///
    /// Each is one line without spaces: clients of the original match its text.
    sealed interface Outgoing extends RelayFrame {}

    /// The relay's own words, always a text frame.
    sealed interface Notice extends Outgoing {}

    /// Whom a frame is about.
    sealed interface Subject {

        /// The frame names nobody: the socket it came on says who is meant.
        record Unnamed() implements Subject {}

        record Named(SessionId session) implements Subject {}
    }

    /// @param packet the datagram, not empty, on the heap and owned by whoever reads the frame
    record Data(Subject subject, PacketForm form, ByteBuf packet) implements Incoming {}

    record Connect(Subject subject) implements Incoming {}

    record Disconnect(Subject subject) implements Incoming {}

    record Heartbeat() implements Incoming {}

    record Ping() implements Incoming {}

    record Pong() implements Incoming {}

    record Unreadable(FrameFault fault) implements Incoming {}

    /// @param id the session's or the node's, whichever end is greeted
    record Connected(UUID id) implements Notice {}

    record SessionEnded(SessionId session) implements Notice {}

    /// @param number unsigned
    record Channel(SessionId session, int number) implements Notice {}

    /// @param url scheme, host, port and path of this end; empty where nobody said how peers reach
    ///     the relay
    record Reconnect(UUID id, long afterMs, Optional<String> url) implements Notice {}

    /// The node takes no new sessions, and those it has should move by then.
    ///
    /// @param id the session's or the node's, whichever end is told
    record Drain(UUID id, NodeId node, Instant until) implements Notice {}

    record Beat(UUID id, long epochMillis) implements Notice {}

    /// @param train released by whoever writes or drops it
    record Packets(SessionId session, Train train) implements Outgoing {}

    record PongBack() implements Notice {}

    /// @param text one of our own sentences; never what a peer sent
    record Complaint(String text) implements Notice {}
}
