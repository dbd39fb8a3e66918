package io.boson.server.simulate.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.boson.server.simulate.tally.Step;
import io.boson.server.simulate.tally.Tally;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A node at the relay: sends every packet back to the session it came from.
///
/// ```text
/// relay -> node  {"type":"data","sessionId":"..","payload":{"type":"Buffer","data":[4,0,..]}}
///                the first time, then with a payload as the node's own
/// node -> relay  {"type":"data","sessionId":"..","payload":"<base64 of the same bytes>"}
/// ```
final class NodeEnd implements RelayEnd.Hearing {

    private static final JsonMapper JSON = new JsonMapper();

    private final Tally tally;
    private final CompletableFuture<RelayEnd> end = new CompletableFuture<>();

    private NodeEnd(Tally tally) {
        this.tally = tally;
    }

    /// Empty, and counted, where the relay refused.
    static Optional<RelayEnd> attach(Tally tally, HttpClient http, URI relay, String token)
            throws InterruptedException {
        NodeEnd node = new NodeEnd(tally);
        long start = System.nanoTime();
        return switch (RelayEnd.attach(http, relay, token, node)) {
            case RelayEnd.Attempt.Attached(RelayEnd attached) -> {
                tally.done(Step.ATTACH, System.nanoTime() - start);
                node.end.complete(attached);
                yield Optional.of(attached);
            }
            case RelayEnd.Attempt.Refused(RelayEnd.Parting why) -> {
                tally.refused(Step.ATTACH, why.text());
                yield Optional.empty();
            }
        };
    }

    @Override
    public void text(String message) {
        try {
            JsonNode said = JSON.readTree(message);
            if (said.path("type").asText().equals("data")) {
                echo(said.path("sessionId").asText(), bytes(said.path("payload")));
            }
        } catch (IOException unreadable) {
            tally.refused(Step.PACKET, "unreadable frame from the relay");
        }
    }

    private void echo(String session, byte[] packet) {
        tally.packetAtNode();
        try {
            end.join().text(Words.data(session, packet));
        } catch (IOException gone) {
            tally.refused(Step.PACKET, "node could not answer");
        }
    }

    /// The relay begins as the original did, and goes on in the form that the node answers in.
    private static byte[] bytes(JsonNode payload) throws IOException {
        if (payload.isTextual()) {
            return payload.binaryValue();
        }
        JsonNode data = payload.path("data");
        byte[] packet = new byte[data.size()];
        for (int i = 0; i < packet.length; i++) {
            packet[i] = (byte) data.path(i).asInt();
        }
        return packet;
    }

    /// Nodes are told of packets in JSON.
    @Override
    public void packet(byte[] bytes) {
        tally.refused(Step.PACKET, "unexpected frame from the relay");
    }
}
