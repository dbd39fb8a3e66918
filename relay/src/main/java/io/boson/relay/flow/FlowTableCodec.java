package io.boson.relay.flow;

import io.boson.events.session.SessionId;
import io.boson.relay.flow.FlowTable.Handshake;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/// A [FlowTable] and the time it was made, as bytes. Numbers are big-endian.
///
/// ```
/// head        0 "BFLO" 4   4 version 4 = 1   8 made at, epoch ms 8   16 handshakes 4           20
/// handshake   0 session 16   16 client 19   35 node 19   54 to node 4   58 to client 4
///             62 age, ms 4                                                                     66
/// endpoint    0 kind 1 (1 UDP, 2 WebSocket)   1 high or connection 8   9 low or channel 8
///             17 port 2 (0 of a WebSocket)                                                     19
/// end         0 CRC-32C of all before 4                                                         4
/// ```
public final class FlowTableCodec {

    /// What may be read or written at once: more than any switch has.
    public static final int HANDSHAKES_MAX = 4_000_000;

    private static final int MAGIC = 0x42464c4f;
    private static final int VERSION = 1;
    private static final int HEAD_BYTES = 20;
    private static final int HANDSHAKE_BYTES = 66;
    private static final int ENDPOINT_BYTES = 19;
    private static final int PORT_AT = 17;
    private static final int CHECKSUM_BYTES = Integer.BYTES;
    private static final byte UDP = 1;
    private static final byte WEB_SOCKET = 2;
    private static final int PORT_MASK = 0xffff;

    /// What bytes turned out to be.
    public sealed interface Decoded {

        record Table(FlowTable table, Instant madeAt) implements Decoded {}

        /// @param reason for a log line: what is wrong with the bytes
        record Refused(String reason) implements Decoded {}
    }

    private FlowTableCodec() {}

    public static byte[] encode(FlowTable table, Instant madeAt) {
        List<Handshake> handshakes = table.handshakes();
        if (handshakes.size() > HANDSHAKES_MAX) {
            throw new IllegalArgumentException(
                    "handshakes must be at most %d, are %d"
                            .formatted(HANDSHAKES_MAX, handshakes.size()));
        }
        ByteBuffer out = ByteBuffer.allocate(bytes(handshakes.size()));
        out.putInt(MAGIC).putInt(VERSION).putLong(madeAt.toEpochMilli());
        out.putInt(handshakes.size());
        for (Handshake handshake : handshakes) {
            UUID session = handshake.session().value();
            out.putLong(session.getMostSignificantBits());
            out.putLong(session.getLeastSignificantBits());
            write(handshake.client(), out);
            write(handshake.node(), out);
            out.putInt(handshake.toNodeIndex()).putInt(handshake.toClientIndex());
            out.putInt(Math.toIntExact(handshake.age().toMillis()));
        }
        out.putInt(checksum(out.array(), out.position()));
        return out.array();
    }

    public static Decoded decode(byte[] bytes) {
        if (bytes.length < HEAD_BYTES + CHECKSUM_BYTES) {
            return new Decoded.Refused("too short: " + bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt() != MAGIC) {
            return new Decoded.Refused("not a flow table");
        }
        int version = in.getInt();
        if (version != VERSION) {
            return new Decoded.Refused("of version " + version + ", known is " + VERSION);
        }
        Instant madeAt = Instant.ofEpochMilli(in.getLong());
        int count = in.getInt();
        if (count < 0 || count > HANDSHAKES_MAX || bytes.length != bytes(count)) {
            return new Decoded.Refused("%d handshakes in %d bytes".formatted(count, bytes.length));
        }
        int end = bytes.length - CHECKSUM_BYTES;
        if (in.getInt(end) != checksum(bytes, end)) {
            return new Decoded.Refused("checksum differs");
        }
        return handshakes(in, count, madeAt);
    }

    private static Decoded handshakes(ByteBuffer in, int count, Instant madeAt) {
        List<Handshake> handshakes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            SessionId session = new SessionId(new UUID(in.getLong(), in.getLong()));
            int client = in.position();
            int node = client + ENDPOINT_BYTES;
            if (!isEndpoint(in, client) || !isEndpoint(in, node)) {
                return new Decoded.Refused(
                        "no endpoints, of kinds %d and %d".formatted(in.get(client), in.get(node)));
            }
            Endpoint from = read(in);
            Endpoint to = read(in);
            int toNode = in.getInt();
            int toClient = in.getInt();
            Duration age = Duration.ofMillis(in.getInt());
            if (age.isNegative() || age.compareTo(Lifetimes.FLOW) > 0) {
                return new Decoded.Refused("a flow of age " + age);
            }
            handshakes.add(new Handshake(session, from, to, toNode, toClient, age));
        }
        return new Decoded.Table(new FlowTable(handshakes), madeAt);
    }

    private static boolean isEndpoint(ByteBuffer in, int at) {
        return switch (in.get(at)) {
            case UDP -> true;
            case WEB_SOCKET -> in.getShort(at + PORT_AT) == 0;
            default -> false;
        };
    }

    private static void write(Endpoint endpoint, ByteBuffer out) {
        switch (endpoint) {
            case Endpoint.Udp(var high, var low, var port) ->
                    out.put(UDP).putLong(high).putLong(low).putShort((short) port);
            case Endpoint.WebSocket(var connection, var channel) ->
                    out.put(WEB_SOCKET).putLong(connection).putLong(channel).putShort((short) 0);
        }
    }

    private static Endpoint read(ByteBuffer in) {
        byte kind = in.get();
        long first = in.getLong();
        long second = in.getLong();
        int port = in.getShort() & PORT_MASK;
        return kind == UDP
                ? new Endpoint.Udp(first, second, port)
                : new Endpoint.WebSocket(first, second);
    }

    private static int bytes(int handshakes) {
        return HEAD_BYTES + handshakes * HANDSHAKE_BYTES + CHECKSUM_BYTES;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}
