package io.boson.relay.transport;

import static io.boson.relay.transport.RelayFixture.ANN;
import static io.boson.relay.transport.RelayFixture.BEN;
import static io.boson.relay.transport.RelayFixture.NODE;

import io.boson.events.session.SessionId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Transcripts of what the original's clients say on a relay socket and what they can understand,
/// line by line. The third of them, a shell script, never opens one.
class OriginalClientsTest {

    private final RelayFixture relay;

    OriginalClientsTest() throws Exception {
        relay = RelayFixture.start();
    }

    @AfterEach
    void stop() throws Exception {
        relay.close();
    }

    /// higgsvpn-client: opens the endpoint verbatim with its token; text only: packets as base64, a
    /// ping every 30 s; understands `packet`, binary packets, `pong` and `error`, and no batch.
    @Test
    void higgsvpnClient() throws Exception {
        TestPeer node = relay.attach(NODE);
        TestPeer client = relay.connect("/relay/" + ANN, "Bearer " + FakeAdmissions.TOKEN);
        client.expectText(RelayFixture.greeting(ANN));

        client.text("{\"type\":\"ping\"}");
        client.expectText("{\"type\":\"pong\"}");
        client.text(packet("0100000001"));
        node.expectText(data(ANN, "client-to-node", "1,0,0,0,1"));
        node.binary(
                HexFormat.of().parseHex("0002" + "0005" + "0200000001" + "0005" + "0400000002"));
        client.expectText(packet("0200000001"));
        client.expectText(packet("0400000002"));
        client.text("{\"type\":\"pong\"}");
        client.text("nonsense");
        client.expectText("{\"type\":\"error\",\"data\":\"Frame is not valid JSON\"}");

        // It reconnects to the same URL for ever.
        client.drop();
        relay.awaitCounters(counters -> counters.clients() == 0);
        relay.attach(ANN).expectNothingButPong();
    }

    /// higgsnode: no token, no query; batches of one to ten, single raw frames, data with the
    /// session to answer, compressed control; answers every heartbeat; can tell clients apart only
    /// by the session in data frames.
    @Test
    void higgsnodeWithLegacyOn() throws Exception {
        relay.admissions.admitWithoutToken(NODE);
        TestPeer node = relay.connect("/relay/" + NODE);
        node.expectText(RelayFixture.greeting(NODE));
        TestPeer ann = relay.attach(ANN);

        ann.binary(HexFormat.of().parseHex("0100000007"));
        node.expectText(data(ANN, "client-to-node", "1,0,0,0,7"));
        node.text(data(ANN, "node-to-client", "2,0,0,0,7"));
        ann.expectBinary(HexFormat.of().parseHex("0200000007"));
        node.binary(HexFormat.of().parseHex("0001" + "0005" + "0400000008"));
        ann.expectBinary(HexFormat.of().parseHex("0400000008"));
        byte[] large = new byte[1500];
        large[0] = 4;
        node.binary(large);
        ann.expectBinary(large);

        // Its own heartbeat and its answer to one: never answered with another.
        node.text(
                "{\"type\":\"heartbeat\",\"sessionId\":\"%s\",\"direction\":\"server\","
                                .formatted(NODE)
                        + "\"payload\":{\"timestamp\":1}}");
        node.expectNothingButPong();

        TestPeer ben = relay.attach(BEN);
        ben.binary(HexFormat.of().parseHex("0100000009"));
        node.expectText(data(BEN, "client-to-node", "1,0,0,0,9"));
        node.text(compressed(control(BEN, "disconnect")));
        ben.expectClose(1000, "Disconnected");
        ann.expectNothingButPong();
    }

    @Test
    void higgsnodeWithLegacyOff() throws Exception {
        relay.connect("/relay/" + NODE).expectClose(1008, "Unauthorized");
    }

    private static String packet(String hex) {
        return "{\"type\":\"packet\",\"data\":\"%s\"}"
                .formatted(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)));
    }

    private static String data(SessionId session, String direction, String numbers) {
        return ("{\"type\":\"data\",\"sessionId\":\"%s\",\"direction\":\"%s\","
                        + "\"payload\":{\"type\":\"Buffer\",\"data\":[%s]}}")
                .formatted(session, direction, numbers);
    }

    private static String control(SessionId session, String action) {
        return ("{\"type\":\"control\",\"sessionId\":\"%s\",\"direction\":\"node-to-client\","
                        + "\"payload\":{\"action\":\"%s\"}}")
                .formatted(session, action);
    }

    private static String compressed(String frame) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(frame.getBytes(StandardCharsets.UTF_8));
        }
        return "{\"type\":\"control\",\"compressed\":true,\"data\":\"%s\"}"
                .formatted(Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }
}
