package io.boson.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boson.events.Topic;
import io.boson.events.access.EnrolmentKeys;
import io.boson.events.log.EventEnvelope;
import io.boson.events.log.EventLog;
import io.boson.events.log.LogUnavailableException;
import io.boson.server.api.SharedServer;
import io.boson.server.api.TestServer;
import io.boson.server.log.Envelopes;
import io.boson.server.token.IssuedToken;
import io.boson.streams.log.KafkaEventLog;
import io.boson.streams.log.KafkaLogSettings;
import io.boson.streams.replica.FactReplica;
import io.boson.streams.topics.TopicNames;
import io.boson.streams.topics.TopicSettings;
import io.boson.streams.topics.TopicSetup;
import io.boson.testkit.Samples;
import io.boson.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// On a real log, with topics of its own: a key holds only once it has come back from there.
@ExtendWith(SharedServer.class)
class FirstKeyTest {

    private static final SettableClock CLOCK = new SettableClock(Samples.T0);

    private static KafkaEventLog kafka;
    private static FactReplica<EnrolmentKeys> access;

    private final List<EventEnvelope> written = new ArrayList<>();
    private final EventLog log =
            envelope -> {
                written.add(envelope);
                return kafka.append(envelope);
            };

    @BeforeAll
    static void begin(TestServer server) throws InterruptedException {
        String kafkaServers = server.bootstrapServers();
        TopicNames names = new TopicNames("firstkeytest.");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafkaServers))) {
            new TopicSetup(new TopicSettings(names, 2, (short) 1)).run(admin);
        }
        kafka = KafkaEventLog.open(KafkaLogSettings.at(kafkaServers), names, "/boson/test");
        access = FactReplica.access(kafkaServers, names);
        access.start();
        assertThat(access.awaitReady(Duration.ofSeconds(30))).isTrue();
    }

    @AfterAll
    static void end() {
        access.close();
        kafka.close();
    }

    @Test
    void aKeyHoldsWhenItIsAnnounced() {
        assertThat(access.state().holds("first")).isFalse();

        announce("first", "the-first-secret");

        assertThat(access.state().holds("first")).isTrue();
        assertThat(written)
                .singleElement()
                .satisfies(
                        envelope -> {
                            assertThat(envelope.event().topic()).isEqualTo(Topic.ACCESS);
                            assertThat(envelope.event().at()).isEqualTo(Samples.T0);
                        });
    }

    @Test
    void itIsAnnouncedOnce() {
        announce("again", "secret-that-stays");
        announce("again", "secret-that-stays");

        assertThat(written).hasSize(1);
    }

    @Test
    void anotherKeyUnderTheSameNameIsNews() {
        announce("renewed", "secret-of-last-year");
        announce("renewed", "secret-of-this-year");

        assertThat(written).hasSize(2);
    }

    @Test
    void theLogNeverHoldsTheKey() {
        announce("hidden", "nobody-may-read-this");

        assertThat(written.toString()).doesNotContain("nobody-may-read-this");
    }

    @Test
    void whereTheLogDoesNotTakeItNobodyIsTold() {
        EventLog away =
                _ -> {
                    throw new LogUnavailableException("away", new IllegalStateException("away"));
                };

        assertThatThrownBy(() -> announce(away, "lost", "secret-that-was-lost"))
                .isInstanceOf(LogUnavailableException.class);
        assertThat(access.state().holds("lost")).isFalse();
    }

    private void announce(String id, String secret) {
        announce(log, id, secret);
    }

    private static void announce(EventLog to, String id, String secret) {
        new FirstKey(access, to, new Envelopes(CLOCK, new Random()), CLOCK)
                .announce(id, new IssuedToken(secret, Samples.T0.plusSeconds(60)));
    }
}
