package io.boson.relay.transport;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/// A socket with which a test does what no honest client does: says half, reads nothing, breaks
/// frames. Frames are masked with zeros, which RFC 6455 allows and keeps bytes readable.
final class RawPeer implements Closeable {

    /// @param text the payload, each byte one character
    record Frame(int opcode, String text) {

        static final int CONTINUATION = 0;
        static final int TEXT = 1;
        static final int BINARY = 2;
        static final int CLOSE = 8;

        int closeCode() {
            return text.charAt(0) << 8 | text.charAt(1);
        }

        String closeReason() {
            return text.substring(2);
        }
    }

    private static final int FIN = 0x80;
    private static final int RECEIVE_BUFFER = 16 * 1024;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;

    RawPeer(int port) throws IOException {
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    static byte[] request(String path, String... more) {
        StringBuilder request = new StringBuilder();
        request.append("GET ").append(path).append(" HTTP/1.1\r\n");
        request.append("Host: relay\r\nConnection: keep-alive, Upgrade\r\n");
        request.append("Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
        request.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        for (String header : more) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// A masked frame with everything set as given, valid or not.
    static byte[] frame(int firstByte, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    static byte[] whole(int opcode, byte[] payload) {
        return frame(FIN | opcode, payload);
    }

    RawPeer send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    RawPeer upgrade(Object id) throws IOException {
        send(request("/relay/" + id, "Authorization: Bearer " + FakeAdmissions.TOKEN));
        String head = readHead();
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError(head);
        }
        return this;
    }

    /// Status line and headers.
    String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    Frame readFrame() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(first & 0x0f, new String(payload, StandardCharsets.ISO_8859_1));
    }

    /// True once the other side has closed; anything it still says is read over.
    boolean awaitEnd() throws IOException {
        try {
            while (true) {
                in.readByte();
            }
        } catch (EOFException ended) {
            return true;
        }
    }

    /// As [#awaitEnd], also where the other side has gone without reading everything.
    boolean awaitReset() throws IOException {
        try {
            return awaitEnd();
        } catch (SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
