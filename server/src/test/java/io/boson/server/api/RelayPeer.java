package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// One end at the relay, with the JDK's WebSocket. Signs of life are passed over.
public final class RelayPeer implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int PATIENCE_SECONDS = 180;
    private static final String PONG = "{\"type\":\"pong\"}";

    /// Which end it is, by its id.
    private final Object id;

    private final WebSocket socket;
    private final Ears ears;

    private RelayPeer(Object id, WebSocket socket, Ears ears) {
        this.id = id;
        this.socket = socket;
        this.ears = ears;
    }

    /// Opens the socket; whether it is admitted, what it hears next tells.
    ///
    /// @param relay ends in the id
    public static RelayPeer connect(URI relay, Object id, String token) {
        return connect(
                HTTP.newWebSocketBuilder().header("Authorization", "Bearer " + token), relay, id);
    }

    /// As [#connect], and again as long as the relay says to come later, each time when it says.
    ///
    /// @param told how long, each time
    public static RelayPeer connectAsTold(
            URI relay, Object id, String token, Consumer<Duration> told) {
        while (true) {
            Ears ears = new Ears();
            CompletableFuture<WebSocket> attempt =
                    HTTP.newWebSocketBuilder()
                            .header("Authorization", "Bearer " + token)
                            .buildAsync(relay, ears);
            Optional<Duration> later = later(attempt);
            if (later.isEmpty()) {
                return new RelayPeer(id, done(attempt), ears);
            }
            told.accept(later.get());
            done(after(later.get()));
        }
    }

    /// Done once so much time has passed.
    public static CompletableFuture<Void> after(Duration time) {
        return CompletableFuture.runAsync(
                () -> {},
                CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static Optional<Duration> later(CompletableFuture<WebSocket> attempt) {
        try {
            attempt.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return Optional.empty();
        } catch (ExecutionException failed) {
            return failed.getCause() instanceof WebSocketHandshakeException refused
                            && refused.getResponse().statusCode() == 503
                    ? refused.getResponse()
                            .headers()
                            .firstValue("Retry-After")
                            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                    : Optional.empty();
        } catch (TimeoutException tooLong) {
            throw new AssertionError("the relay did not answer", tooLong);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// As [#connect], without a token.
    public static RelayPeer connectTokenless(URI relay, Object id) {
        return connect(HTTP.newWebSocketBuilder(), relay, id);
    }

    private static RelayPeer connect(WebSocket.Builder builder, URI relay, Object id) {
        Ears ears = new Ears();
        return new RelayPeer(id, done(builder.buildAsync(relay, ears)), ears);
    }

    /// Fails unless it was admitted.
    public RelayPeer greeted() {
        assertThat(next())
                .isEqualTo(
                        "{\"type\":\"control\",\"sessionId\":\"%s\",\"direction\":\"server\","
                                        .formatted(id)
                                + "\"payload\":{\"action\":\"connected\"}}");
        return this;
    }

    public void text(String message) {
        done(socket.sendText(message, true));
    }

    public void binary(String hex) {
        done(socket.sendBinary(ByteBuffer.wrap(HexFormat.of().parseHex(hex)), true));
    }

    /// What came next: a text as it is, `binary` and the bytes in hexadecimal, or `closed` with
    /// code and reason.
    public String next() {
        try {
            String next = ears.heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("heard nothing for " + PATIENCE_SECONDS + " s");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Fails if anything is on its way that was sent before this.
    public void hearsNothing() {
        text("{\"type\":\"ping\"}");
        assertThat(next()).isEqualTo(PONG);
    }

    /// Closes in order.
    public void hangUp() {
        done(socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
        assertThat(next()).startsWith("closed 1000");
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new AssertionError("the relay did not take it", failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static final class Ears implements WebSocket.Listener {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder hex = new StringBuilder();

        @Override
        public void onOpen(WebSocket opened) {
            opened.request(Long.MAX_VALUE);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                if (text.indexOf("{\"type\":\"heartbeat\"") != 0) {
                    heard.add(text.toString());
                }
                text.setLength(0);
            }
            return went();
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            hex.append(HexFormat.of().formatHex(bytes));
            if (last) {
                heard.add("binary " + hex);
                hex.setLength(0);
            }
            return went();
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            heard.add("closed " + code + " " + reason);
            return went();
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            heard.add("failed " + error);
        }

        private static CompletionStage<?> went() {
            return CompletableFuture.completedStage("");
        }
    }
}
