package io.boson.relay.transport;

import io.boson.relay.wire.Dialect;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The server's half of the opening handshake (RFC 6455 section 4.2.2). No extension is accepted.
final class Handshake {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private Handshake() {}

    static FullHttpResponse accept(
            FullHttpRequest request, Dialect dialect, ByteBufAllocator buffers) {
        String key = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY).trim();
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.SWITCHING_PROTOCOLS,
                        buffers.buffer(0));
        response.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, answer(key));
        // Never one that was not offered, and never the token.
        if (offers(request.headers(), dialect)) {
            response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, dialect.text());
        }
        return response;
    }

    /// The newest offered one that is spoken here.
    static Dialect dialect(HttpHeaders headers) {
        return offers(headers, Dialect.V1) ? Dialect.V1 : Dialect.ORIGINAL;
    }

    private static boolean offers(HttpHeaders headers, Dialect dialect) {
        return headers.containsValue(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, dialect.text(), false);
    }

    /// The key and a fixed text, SHA-1, in base64: proves that a WebSocket server answers.
    static String answer(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] digest = sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
