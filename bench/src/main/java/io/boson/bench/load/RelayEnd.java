package io.boson.bench.load;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;

/// One end at a relay: upgraded, greeted, then bytes. Blocking, for virtual threads.
public final class RelayEnd implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final int READ_AHEAD = 64 * 1024;
    private static final int MASKED = 0x80;
    private static final int FIN_BINARY = 0x82;
    private static final int SHORT_MAX = 125;
    private static final int LENGTH_16 = 126;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /// @param trust for wss
    /// @param protocol a subprotocol, or empty
    public RelayEnd(int port, UUID id, Optional<SSLContext> trust, String protocol)
            throws IOException {
        this(port, id, trust, protocol, READ_AHEAD);
    }

    /// @param readAhead bytes; few where there are many ends that idle
    public RelayEnd(int port, UUID id, Optional<SSLContext> trust, String protocol, int readAhead)
            throws IOException {
        InetAddress home = InetAddress.ofLiteral("127.0.0.1");
        socket =
                trust.isPresent()
                        ? trust.get().getSocketFactory().createSocket(home, port)
                        : new Socket(home, port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), readAhead));
        out = socket.getOutputStream();
        out.write(request(id, protocol).getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            head.append((char) in.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IOException("not upgraded: " + head);
        }
        skipFrame();
    }

    /// Frames in a row, masked as a client's are.
    public static byte[] train(int frames, byte[] payload) {
        int head = payload.length > SHORT_MAX ? 4 : 2;
        ByteBuffer train = ByteBuffer.allocate(frames * (head + 4 + payload.length));
        byte[] key = {1, 2, 3, 4};
        for (int frame = 0; frame < frames; frame++) {
            maskedHead(train, payload.length, ByteBuffer.wrap(key).getInt());
            for (int i = 0; i < payload.length; i++) {
                train.put((byte) (payload[i] ^ key[i & 3]));
            }
        }
        return train.array();
    }

    /// The head of a binary frame and its key (RFC 6455 section 5.2).
    static void maskedHead(ByteBuffer to, int length, int key) {
        to.put((byte) FIN_BINARY);
        if (length > SHORT_MAX) {
            to.put((byte) (MASKED | LENGTH_16)).putShort((short) length);
        } else {
            to.put((byte) (MASKED | length));
        }
        to.putInt(key);
    }

    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    void write(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
    }

    /// Reads so many bytes and forgets them.
    public void skip(int bytes) throws IOException {
        in.skipNBytes(bytes);
    }

    /// Reads one frame.
    ///
    /// @param payload on the heap, long enough; cleared before, flipped after
    /// @return its opcode
    int readFrame(ByteBuffer payload) throws IOException {
        int opcode = in.readUnsignedByte() & 0x0f;
        int form = in.readUnsignedByte();
        int length = form == LENGTH_16 ? in.readUnsignedShort() : form;
        in.readFully(payload.clear().array(), payload.arrayOffset(), length);
        payload.limit(length);
        return opcode;
    }

    /// Reads over one frame.
    ///
    /// @return its opcode
    public int skipFrame() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0f;
        int length = in.readUnsignedByte();
        in.skipNBytes(length == LENGTH_16 ? in.readUnsignedShort() : length);
        return opcode;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static String request(UUID id, String protocol) {
        return "GET /relay/"
                + id
                + " HTTP/1.1\r\nHost: relay\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + (protocol.isEmpty() ? "" : "Sec-WebSocket-Protocol: " + protocol + "\r\n")
                + "\r\n";
    }
}
