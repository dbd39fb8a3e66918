package io.boson.server.api;

import static org.awaitility.Awaitility.await;

import io.boson.events.log.LogPosition;
import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeEvent.RemovalReason;
import io.boson.events.node.NodeId;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.log.Envelopes;
import io.boson.server.log.Origin;
import io.boson.streams.log.KafkaEventLog;
import io.boson.streams.log.KafkaLogSettings;
import io.boson.streams.topics.TopicNames;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Ten minutes without a heartbeat in a moment: writes what the silence watch would have written.
final class Silence {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Silence() {}

    /// Returns when the server shows the node no longer.
    static void falls(TestServer server, NodeHandle node) {
        Answer shown = server.operator().get(node.path()).expect(200);
        Instant registeredAt = Instant.parse(shown.json().path("registeredAt").asText());
        NodeId id = new NodeId(node.id());
        Instant now = Clock.systemUTC().instant();
        Envelopes envelopes = new Envelopes(Clock.systemUTC(), new SecureRandom());
        Origin watch = Origin.ofServer("silence-watch");
        LogPosition removed;
        try (KafkaEventLog log =
                KafkaEventLog.open(
                        KafkaLogSettings.at(server.bootstrapServers()),
                        new TopicNames("boson."),
                        "test")) {
            log.append(envelopes.of(new NodeEvent.WentSilent(id, Long.MAX_VALUE, now), watch));
            removed =
                    log.append(
                            envelopes.of(
                                    new NodeEvent.Removed(
                                            id, RemovalReason.SILENCE, registeredAt, now),
                                    watch));
        }
        await().atMost(PATIENCE)
                .until(
                        () ->
                                server.operator()
                                                .with("Boson-Position", removed.toString())
                                                .get(node.path())
                                                .status()
                                        == 404);
    }
}
