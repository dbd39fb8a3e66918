package io.boson.server.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boson.events.log.EventEnvelope;
import io.boson.events.log.EventLog;
import io.boson.events.routing.PolicyEvent;
import io.boson.events.routing.PolicyInForce;
import io.boson.events.routing.RoutePolicy;
import io.boson.server.api.SharedServer;
import io.boson.server.api.TestServer;
import io.boson.server.log.Envelopes;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// On a real log, with topics of its own.
@ExtendWith(SharedServer.class)
class PolicyAdoptionTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final SettableClock clock = new SettableClock(Samples.T0);
    private final List<EventEnvelope> written = new ArrayList<>();

    private static RoutePolicy policy(String name, int nearEqual) {
        RoutePolicy like = RoutePolicy.DEFAULT;
        return new RoutePolicy(
                name,
                like.weights(),
                like.limits(),
                like.neutral(),
                nearEqual,
                like.fade(),
                like.sampleSize(),
                like.scanMax());
    }

    @Test
    void aPolicyIsAdoptedOnceUntilItChanges(TestServer server) throws InterruptedException {
        String kafkaServers = server.bootstrapServers();
        TopicNames names = new TopicNames("policyadoptiontest.");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafkaServers))) {
            new TopicSetup(new TopicSettings(names, 4, (short) 1)).run(admin);
        }
        try (KafkaEventLog kafka =
                        KafkaEventLog.open(
                                KafkaLogSettings.at(kafkaServers), names, "/boson/test");
                FactReplica<PolicyInForce> first = FactReplica.policies(kafkaServers, names);
                FactReplica<PolicyInForce> restarted = FactReplica.policies(kafkaServers, names)) {
            EventLog log =
                    envelope -> {
                        written.add(envelope);
                        return kafka.append(envelope);
                    };
            first.start();
            assertThat(first.awaitReady(PATIENCE)).isTrue();
            adopt(first, log, policy("balanced", 40));
            adopt(first, log, policy("balanced", 40));
            assertThat(written).hasSize(1);
            adopt(first, log, policy("balanced", 50));
            adopt(first, log, policy("other", 50));
            adopt(first, log, policy("balanced", 40));
            assertThat(written)
                    .extracting(envelope -> ((PolicyEvent.Adopted) envelope.event()).version())
                    .containsExactly(
                            policy("balanced", 40).version(),
                            policy("balanced", 50).version(),
                            policy("other", 50).version(),
                            policy("balanced", 40).version());

            restarted.start();
            assertThat(restarted.awaitReady(PATIENCE)).isTrue();
            adopt(restarted, log, policy("balanced", 40));
            assertThat(written).as("the log is what counts, not the process").hasSize(4);
        }
    }

    private void adopt(FactReplica<PolicyInForce> policies, EventLog log, RoutePolicy policy) {
        clock.advance(Duration.ofSeconds(1));
        new PolicyAdoption(policies, log, new Envelopes(clock, new Random(1)), clock).adopt(policy);
        await().atMost(PATIENCE).until(() -> policies.state().is(policy));
    }

    @Test
    void aServerTellsItsPolicyWhenItStarts(TestServer server) throws InterruptedException {
        try (FactReplica<PolicyInForce> policies =
                FactReplica.policies(server.bootstrapServers(), new TopicNames("boson."))) {
            policies.start();
            assertThat(policies.awaitReady(PATIENCE)).isTrue();
            await().atMost(PATIENCE).until(() -> policies.state().is(RoutePolicy.DEFAULT));
        }
    }
}
