package io.boson.relay.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/// What is answered to a request that does not become a WebSocket, in the API's error shape:
///
/// ```
/// {"error":{"message":"<text>","statusCode":<n>,"code":"<CODE>"}}
/// ```
enum HttpRefusal {
    FULL(HandshakeFault.TOO_MANY_CONNECTIONS, 503, "Too many connections"),
    HURRIED(HandshakeFault.TOO_MANY_HANDSHAKES, 503, "Too many peers at once"),
    MALFORMED(HandshakeFault.MALFORMED, 400, "Malformed or oversized request"),
    NOT_A_WEBSOCKET(
            HandshakeFault.NOT_A_WEBSOCKET, 426, "Only WebSocket version 13 is spoken here");

    private final HandshakeFault fault;
    private final int status;
    private final String message;

    HttpRefusal(HandshakeFault fault, int status, String message) {
        this.fault = fault;
        this.status = status;
        this.message = message;
    }

    HandshakeFault fault() {
        return fault;
    }

    /// @param retryAfterSeconds said where coming back may help
    FullHttpResponse response(int retryAfterSeconds, ByteBufAllocator buffers) {
        String body =
                "{\"error\":{\"message\":\"%s\",\"statusCode\":%d,\"code\":\"%s\"}}"
                        .formatted(message, status, fault);
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(status),
                        ByteBufUtil.writeAscii(buffers, body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        switch (this) {
            case FULL, HURRIED ->
                    response.headers().set(HttpHeaderNames.RETRY_AFTER, retryAfterSeconds);
            case NOT_A_WEBSOCKET ->
                    response.headers()
                            .set(HttpHeaderNames.UPGRADE, "websocket")
                            .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
            case MALFORMED -> {}
        }
        return response;
    }
}
