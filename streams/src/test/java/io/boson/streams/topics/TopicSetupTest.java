package io.boson.streams.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boson.testkit.KafkaFixture;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaFixture.class)
final class TopicSetupTest {

    private static final List<String> FACTS =
            List.of(
                    "nodes",
                    "heartbeats",
                    "metrics",
                    "sessions",
                    "usage",
                    "access",
                    "policies",
                    "relays");
    private static final List<String> COMPACTED = List.of("fleet", "live");

    @Test
    void makesWhatIsMissingAndLeavesWhatIsThere(KafkaFixture.Kafka kafka) throws Exception {
        TopicNames names = new TopicNames(kafka.prefix());
        TopicSetup setup = new TopicSetup(new TopicSettings(names, 3, (short) 1));
        try (Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                kafka.bootstrapServers()))) {
            NewTopic own =
                    new NewTopic(names.prefix() + "nodes", 5, (short) 1)
                            .configs(Map.of("retention.ms", "1000"));
            admin.createTopics(List.of(own)).all().get();
            setup.run(admin);
            setup.run(admin);

            Map<String, TopicDescription> made = described(admin, names);
            assertThat(Objects.requireNonNull(made.get(names.prefix() + "nodes")).partitions())
                    .hasSize(5);
            assertThat(Objects.requireNonNull(made.get(names.prefix() + "sessions")).partitions())
                    .hasSize(3);
            for (String topic : FACTS) {
                Config config = config(admin, names.prefix() + topic);
                assertThat(value(config, "cleanup.policy")).isEqualTo("delete");
            }
            for (String topic : COMPACTED) {
                Config config = config(admin, names.prefix() + topic);
                assertThat(value(config, "cleanup.policy")).isEqualTo("compact");
            }
            Config sessions = config(admin, names.prefix() + "sessions");
            assertThat(value(sessions, "message.timestamp.type")).isEqualTo("LogAppendTime");
            assertThat(value(sessions, "retention.ms")).isEqualTo("34560000000");
            assertThat(value(config(admin, names.prefix() + "nodes"), "retention.ms"))
                    .as("its owner's setting")
                    .isEqualTo("1000");
        }
    }

    private static Map<String, TopicDescription> described(Admin admin, TopicNames names)
            throws Exception {
        Set<String> all =
                Stream.concat(FACTS.stream(), COMPACTED.stream())
                        .map(topic -> names.prefix() + topic)
                        .collect(Collectors.toSet());
        return admin.describeTopics(all).allTopicNames().get();
    }

    private static Config config(Admin admin, String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return Objects.requireNonNull(
                admin.describeConfigs(List.of(resource)).all().get().get(resource));
    }

    private static String value(Config config, String name) {
        return config.get(name).value();
    }

    @Test
    void theNumberOfPartitionsHasBounds() {
        TopicNames names = new TopicNames("x.");
        assertThatThrownBy(() -> new TopicSettings(names, 0, (short) 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TopicSettings(names, 257, (short) 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
