package io.boson.server.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// HTTP as bytes on a socket: says what no client library would, and shows all that comes back.
final class Wire implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;

    Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
    }

    /// An answer as it was sent.
    record Reply(int status, List<String> headers, String body) {

        Optional<String> header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .findFirst();
        }
    }

    /// One request on a connection of its own.
    ///
    /// @param head request line and headers, without `Host`
    static Reply exchange(int port, String body, String... head) throws IOException {
        try (Wire wire = new Wire(port)) {
            return wire.ask(body, head);
        }
    }

    Reply ask(String body, String... head) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder(head[0]).append(" HTTP/1.1\r\nHost: localhost\r\n");
        for (int i = 1; i < head.length; i++) {
            text.append(head[i]).append("\r\n");
        }
        if (bytes.length > 0) {
            text.append("Content-Length: ").append(bytes.length).append("\r\n");
        }
        send(text.append("\r\n").append(body).toString());
        return receive(head[0].startsWith("HEAD "));
    }

    /// Request line and headers, with `Host` and without a body's length.
    void begin(String... head) throws IOException {
        send(head[0] + " HTTP/1.1\r\nHost: localhost\r\n");
        for (int i = 1; i < head.length; i++) {
            send(head[i] + "\r\n");
        }
        send("\r\n");
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    Reply receive() throws IOException {
        return receive(false);
    }

    /// Whether the server has closed its side, without anything further to read.
    boolean isClosed() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    Reply receive(boolean head) throws IOException {
        InputStream in = socket.getInputStream();
        String statusLine = line(in);
        List<String> headers = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            headers.add(line);
        }
        int status = Integer.parseInt(statusLine.split(" ", -1)[1]);
        Reply bare = new Reply(status, headers, "");
        if (head || status == 204) {
            return bare;
        }
        byte[] body =
                bare.header("Content-Length").isPresent()
                        ? in.readNBytes(Integer.parseInt(bare.header("Content-Length").get()))
                        : in.readAllBytes();
        return new Reply(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("after: " + line.toString(StandardCharsets.UTF_8));
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
