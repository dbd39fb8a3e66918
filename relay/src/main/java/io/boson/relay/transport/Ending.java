package io.boson.relay.transport;

import io.boson.relay.DetachReason;
import io.boson.relay.websocket.FrameSink;
import io.boson.relay.websocket.ProtocolFault;
import io.boson.relay.wire.CloseReason;
import io.boson.relay.wire.RelayFrame;
import java.util.List;

/// How a connection ends while there is somebody to tell.
///
/// @param lastWords said before the close frame
record Ending(DetachReason reason, CloseReason close, List<RelayFrame.Notice> lastWords) {

    static Ending of(DetachReason reason) {
        return new Ending(reason, CloseReason.of(reason), List.of());
    }

    /// Answers with the peer's own code, as RFC 6455 section 5.5.1 suggests.
    static Ending answering(int code) {
        return code == FrameSink.NO_CODE
                ? of(DetachReason.PEER_CLOSED)
                : new Ending(DetachReason.PEER_CLOSED, new CloseReason(code, ""), List.of());
    }

    static Ending of(ProtocolFault fault) {
        return switch (fault) {
            case TOO_BIG -> of(DetachReason.FRAME_TOO_LARGE);
            case NOT_UTF8 ->
                    new Ending(DetachReason.PROTOCOL_ERROR, CloseReason.NOT_UTF8, List.of());
            case RESERVED_BIT,
                    RESERVED_OPCODE,
                    NOT_MASKED,
                    LENGTH_NOT_MINIMAL,
                    CONTROL_FRAGMENTED,
                    CONTROL_TOO_LONG,
                    NOTHING_TO_CONTINUE,
                    MESSAGE_NOT_FINISHED,
                    BAD_CLOSE ->
                    of(DetachReason.PROTOCOL_ERROR);
        };
    }

    Ending saying(RelayFrame.Notice word) {
        return new Ending(reason, close, List.of(word));
    }

    boolean peerIsDone() {
        return reason == DetachReason.PEER_CLOSED;
    }
}
