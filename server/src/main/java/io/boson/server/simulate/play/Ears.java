package io.boson.server.simulate.play;

import io.boson.server.simulate.play.RelayEnd.Parting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Puts a socket's frames together and tells them apart: the greeting, signs of life, and what is
/// meant for its end.
final class Ears implements WebSocket.Listener {

    /// The relay's own bound on a frame is 64 KiB; a packet to a node is four characters a byte.
    private static final int MESSAGE_MAX = 1 << 20;

    private static final String GREETING = "\"action\":\"connected\"";
    private static final String SIGN_OF_LIFE = "{\"type\":\"heartbeat\"";

    final CompletableFuture<Boolean> greeted = new CompletableFuture<>();
    final CompletableFuture<Parting> parted = new CompletableFuture<>();

    private final RelayEnd.Hearing hearing;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Ears(RelayEnd.Hearing hearing) {
        this.hearing = hearing;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (text.length() > MESSAGE_MAX) {
            socket.abort();
            part(new Parting(0, "message too long"));
        } else if (last) {
            String message = text.toString();
            text.setLength(0);
            heard(message);
        }
        socket.request(1);
        return null;
    }

    private void heard(String message) {
        if (message.startsWith(SIGN_OF_LIFE)) {
            return;
        }
        if (!greeted.isDone() && message.contains(GREETING)) {
            greeted.complete(true);
        } else {
            hearing.text(message);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        bytes.writeBytes(part);
        if (bytes.size() > MESSAGE_MAX) {
            socket.abort();
            part(new Parting(0, "message too long"));
        } else if (last) {
            byte[] packet = bytes.toByteArray();
            bytes.reset();
            hearing.packet(packet);
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        part(new Parting(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        part(new Parting(0, "connection lost"));
    }

    private void part(Parting parting) {
        parted.complete(parting);
        greeted.completeExceptionally(new IOException(parting.text()));
    }
}
