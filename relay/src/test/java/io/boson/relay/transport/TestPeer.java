package io.boson.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/// A WebSocket client that we did not write: the JDK's. Reads everything as it comes.
final class TestPeer implements Closeable {

    sealed interface Heard {
        record Text(String text) implements Heard {}

        record Binary(String hex) implements Heard {}

        record Closed(int code, String reason) implements Heard {}

        record Failed(Throwable cause) implements Heard {}
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int PATIENCE_SECONDS = 180;

    private final WebSocket socket;
    private final Ears ears;

    private TestPeer(WebSocket socket, Ears ears) {
        this.socket = socket;
        this.ears = ears;
    }

    static TestPeer connect(URI uri, String... authorization) throws Exception {
        return connect(HTTP.newWebSocketBuilder(), uri, authorization);
    }

    static TestPeer connectV1(URI uri, String... authorization) throws Exception {
        WebSocket.Builder builder =
                HTTP.newWebSocketBuilder().subprotocols("boson.relay.v9", "boson.relay.v1");
        TestPeer peer = connect(builder, uri, authorization);
        assertThat(peer.socket.getSubprotocol()).isEqualTo("boson.relay.v1");
        return peer;
    }

    static TestPeer connectTls(URI uri, SSLContext trust, String... authorization)
            throws Exception {
        HttpClient https = HttpClient.newBuilder().sslContext(trust).build();
        return connect(https.newWebSocketBuilder(), uri, authorization);
    }

    private static TestPeer connect(WebSocket.Builder builder, URI uri, String... authorization)
            throws Exception {
        for (String value : authorization) {
            builder.header("Authorization", value);
        }
        Ears ears = new Ears();
        WebSocket socket = builder.buildAsync(uri, ears).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return new TestPeer(socket, ears);
    }

    TestPeer text(String message) throws Exception {
        socket.sendText(message, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    TestPeer binary(byte... packet) throws Exception {
        socket.sendBinary(ByteBuffer.wrap(packet), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    TestPeer fragment(byte[] packet, boolean last) throws Exception {
        socket.sendBinary(ByteBuffer.wrap(packet), last).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    TestPeer ping() throws Exception {
        ByteBuffer content = ByteBuffer.wrap("hi".getBytes(StandardCharsets.US_ASCII));
        socket.sendPing(content).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    void hangUp(int code, String reason) throws Exception {
        socket.sendClose(code, reason).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void drop() {
        socket.abort();
    }

    Heard next() throws InterruptedException {
        return nextWithin(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    private Heard nextWithin(Duration patience) throws InterruptedException {
        Heard next = ears.heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
            throw new AssertionError("heard nothing for " + patience);
        }
        return next;
    }

    /// From a peer that takes its time, as one that is only being started.
    void expectTextWithin(Duration patience, String message) throws InterruptedException {
        assertThat(nextWithin(patience)).isEqualTo(new Heard.Text(message));
    }

    void expectText(String message) throws InterruptedException {
        assertThat(next()).isEqualTo(new Heard.Text(message));
    }

    void expectBinary(byte... packet) throws InterruptedException {
        assertThat(next()).isEqualTo(new Heard.Binary(HexFormat.of().formatHex(packet)));
    }

    void expectClose(int code, String reason) throws InterruptedException {
        assertThat(next()).isEqualTo(new Heard.Closed(code, reason));
    }

    /// Proves that nothing came before: what is asked last is answered last.
    void expectNothingButPong() throws Exception {
        text("{\"type\":\"ping\"}");
        expectText("{\"type\":\"pong\"}");
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static final class Ears implements WebSocket.Listener {
        private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder hex = new StringBuilder();

        @Override
        public void onOpen(WebSocket webSocket) {
            webSocket.request(Long.MAX_VALUE);
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard.add(new Heard.Text(text.toString()));
                text.setLength(0);
            }
            return done();
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            hex.append(HexFormat.of().formatHex(bytes));
            if (last) {
                heard.add(new Heard.Binary(hex.toString()));
                hex.setLength(0);
            }
            return done();
        }

        @Override
        public CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
            heard.add(new Heard.Text("pong " + StandardCharsets.US_ASCII.decode(message)));
            return done();
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            heard.add(new Heard.Closed(statusCode, reason));
            return done();
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            heard.add(new Heard.Failed(error));
        }

        private static CompletionStage<?> done() {
            return CompletableFuture.completedStage("");
        }
    }
}
