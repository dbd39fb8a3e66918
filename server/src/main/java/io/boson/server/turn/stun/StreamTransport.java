package io.boson.server.turn.stun;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Messages one after another over TCP (RFC 8489 6.2.2) or TLS (6.2.3). The length in a message's
/// header is its only frame.
final class StreamTransport implements StunTransport {

    private static final Duration CONNECT_MAX = Duration.ofSeconds(4);
    private static final Duration[] PATIENCE = {Duration.ofSeconds(4)};

    private final Socket socket;

    private StreamTransport(Socket socket) {
        this.socket = socket;
    }

    static StreamTransport tcp(InetSocketAddress server) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(server, Math.toIntExact(CONNECT_MAX.toMillis()));
            socket.setTcpNoDelay(true);
            return new StreamTransport(socket);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /// @param name that the server's certificate has to be for
    static StreamTransport tls(InetSocketAddress server, String name, SSLContext trust)
            throws IOException {
        Socket plain = tcp(server).socket;
        try {
            plain.setSoTimeout(Math.toIntExact(CONNECT_MAX.toMillis()));
            SSLSocket socket =
                    (SSLSocket)
                            trust.getSocketFactory()
                                    .createSocket(plain, name, server.getPort(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return new StreamTransport(socket);
        } catch (IOException failed) {
            plain.close();
            throw failed;
        }
    }

    @Override
    public void send(byte[] message) throws IOException {
        socket.getOutputStream().write(message);
    }

    @Override
    public byte[] receive(Duration within) throws IOException {
        socket.setSoTimeout(Math.toIntExact(Math.max(1, within.toMillis())));
        byte[] header = read(StunMessage.HEADER_BYTES);
        int length = StunMessage.length(header);
        if (length > StunMessage.BYTES_MAX - header.length) {
            throw new StunException("an answer of " + length + " bytes");
        }
        byte[] whole = Arrays.copyOf(header, header.length + length);
        System.arraycopy(read(length), 0, whole, header.length, length);
        return whole;
    }

    private byte[] read(int bytes) throws IOException {
        byte[] read = socket.getInputStream().readNBytes(bytes);
        if (read.length < bytes) {
            throw new EOFException("the server closed the connection");
        }
        return read;
    }

    @Override
    public Duration[] patience() {
        return PATIENCE.clone();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
