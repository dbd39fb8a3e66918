package io.boson.server.simulate.play;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/// One end at the relay, over the JDK's WebSocket, admitted with a token.
final class RelayEnd implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final WebSocket socket;
    private final Ears ears;
    private final ReentrantLock sending = new ReentrantLock();

    private RelayEnd(WebSocket socket, Ears ears) {
        this.socket = socket;
        this.ears = ears;
    }

    /// What one end makes of what it hears. Called by one thread at a time, in order.
    interface Hearing {

        /// A JSON message that is neither the greeting nor a sign of life.
        void text(String message);

        /// A binary frame.
        void packet(byte[] bytes);
    }

    /// Why an end is not, or no longer, at the relay.
    ///
    /// @param code of the close frame (RFC 6455 section 7.4), or HTTP's status of a refused
    ///     upgrade; 0 where the connection just ended
    record Parting(int code, String reason) {

        private static final int POLICY = 1008;

        String text() {
            return (code == 0 ? reason : code + " " + reason).strip();
        }

        /// Whether the session itself is over, so that nobody need come back.
        boolean forGood() {
            return code == POLICY || reason.equals("Session ended");
        }
    }

    /// Where an attempt to attach led.
    sealed interface Attempt {

        record Attached(RelayEnd end) implements Attempt {}

        record Refused(Parting why) implements Attempt {}
    }

    /// Opens a socket and waits until the relay has greeted or refused.
    static Attempt attach(HttpClient http, URI relay, String token, Hearing hearing)
            throws InterruptedException {
        Ears ears = new Ears(hearing);
        CompletableFuture<WebSocket> opening =
                http.newWebSocketBuilder()
                        .connectTimeout(PATIENCE)
                        .header("Authorization", "Bearer " + token)
                        .buildAsync(relay, ears);
        try {
            WebSocket socket = opening.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return greeted(new RelayEnd(socket, ears));
        } catch (ExecutionException failed) {
            return new Attempt.Refused(why(failed));
        } catch (TimeoutException slow) {
            opening.cancel(true);
            return new Attempt.Refused(new Parting(0, "no answer in time"));
        }
    }

    private static Attempt greeted(RelayEnd end) throws InterruptedException {
        try {
            end.ears.greeted.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new Attempt.Attached(end);
        } catch (ExecutionException | TimeoutException refused) {
            end.vanish();
            return new Attempt.Refused(
                    end.parting().orElseGet(() -> new Parting(0, "no greeting in time")));
        }
    }

    private static Parting why(ExecutionException failed) {
        return failed.getCause() instanceof WebSocketHandshakeException refused
                ? new Parting(refused.getResponse().statusCode(), "at the upgrade")
                : new Parting(0, "no connection");
    }

    /// Present once the connection has ended, whoever ended it.
    Optional<Parting> parting() {
        return ears.parted.isDone() ? Optional.of(ears.parted.join()) : Optional.empty();
    }

    void text(String message) throws IOException {
        send(() -> socket.sendText(message, true));
    }

    void packet(byte[] bytes) throws IOException {
        send(() -> socket.sendBinary(ByteBuffer.wrap(bytes), true));
    }

    private interface Sending {
        CompletableFuture<WebSocket> begin();
    }

    /// The JDK's socket takes one message at a time.
    private void send(Sending message) throws IOException {
        sending.lock();
        try {
            message.begin().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException("not sent", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("not sent", interrupted);
        } finally {
            sending.unlock();
        }
    }

    /// Ends the connection without a word, as a power cut does.
    void vanish() {
        socket.abort();
    }

    /// Says goodbye, gives the relay a moment to answer, and goes.
    @Override
    public void close() {
        try {
            if (parting().isEmpty()) {
                send(() -> socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
                ears.parted.get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (IOException | ExecutionException | TimeoutException unanswered) {
            // It is gone all the same, by what follows.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            socket.abort();
        }
    }
}
