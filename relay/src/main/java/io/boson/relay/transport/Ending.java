package io.boson.relay.transport;

import io.boson.relay.DetachReason;
import io.boson.relay.wire.CloseReason;
import io.boson.relay.wire.RelayFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.List;

/// How a connection ends while there is somebody to tell.
///
/// @param lastWords said before the close frame
record Ending(DetachReason reason, CloseReason close, List<RelayFrame.Notice> lastWords) {

    static Ending of(DetachReason reason) {
        return new Ending(reason, CloseReason.of(reason), List.of());
    }

    /// Answers with the peer's own code, as RFC 6455 section 5.5.1 suggests.
    static Ending answering(CloseWebSocketFrame close) {
        int code = close.statusCode();
        return code < 0
                ? of(DetachReason.PEER_CLOSED)
                : new Ending(DetachReason.PEER_CLOSED, new CloseReason(code, ""), List.of());
    }

    /// For what the codec could not accept.
    static Ending of(WebSocketCloseStatus status) {
        if (status.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
            return of(DetachReason.FRAME_TOO_LARGE);
        }
        return status.equals(WebSocketCloseStatus.INVALID_PAYLOAD_DATA)
                ? new Ending(DetachReason.PROTOCOL_ERROR, CloseReason.NOT_UTF8, List.of())
                : of(DetachReason.PROTOCOL_ERROR);
    }

    Ending saying(RelayFrame.Notice word) {
        return new Ending(reason, close, List.of(word));
    }

    boolean peerIsDone() {
        return reason == DetachReason.PEER_CLOSED;
    }
}
