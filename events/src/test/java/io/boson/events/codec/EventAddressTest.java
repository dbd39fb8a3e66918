package io.boson.events.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Event;
import io.boson.events.Samples;
import io.boson.events.Topic;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Where each event is kept, what orders it, and what it is about.
class EventAddressTest {

    private static Stream<Arguments> events() {
        return ApprovedEvents.all().entrySet().stream()
                .map(sample -> Arguments.of(sample.getKey(), sample.getValue()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void followsFromItsFamily(String name, Event event) {
        assertThat(event.topic()).isEqualTo(topic(name));
        assertThat(EventTypes.topicOf(EventTypes.nameOf(event))).isEqualTo(topic(name));
        assertThat(event.key()).isEqualTo(key(name));
        assertThat(event.subject()).isEqualTo(subject(name));
    }

    private static Topic topic(String name) {
        if (name.startsWith("io.boson.node.heartbeat.")) {
            return Topic.HEARTBEATS;
        }
        if (name.startsWith("io.boson.node.metrics.")) {
            return Topic.METRICS;
        }
        if (name.startsWith("io.boson.node.")) {
            return Topic.NODES;
        }
        if (name.startsWith("io.boson.routing.")) {
            return Topic.POLICIES;
        }
        if (name.startsWith("io.boson.relay.")) {
            return Topic.RELAYS;
        }
        if (name.startsWith("io.boson.session.usage.")
                || name.startsWith("io.boson.session.asked-from.")
                || name.startsWith("io.boson.session.candidate-")) {
            return Topic.USAGE;
        }
        return name.startsWith("io.boson.session.") ? Topic.SESSIONS : Topic.ACCESS;
    }

    private static String key(String name) {
        if (name.startsWith("io.boson.routing.")) {
            return "balanced";
        }
        if (name.startsWith("io.boson.relay.")) {
            return "relay-1";
        }
        if (name.startsWith("io.boson.session.route-refused.")) {
            return Samples.CLIENT.toString();
        }
        return name.startsWith("io.boson.access.") ? "k3y1d" : Samples.NODE.toString();
    }

    /// A session lives under its node, whose key orders its events.
    private static String subject(String name) {
        if (name.startsWith("io.boson.session.route-refused.")) {
            return "019a1b2c-3d4e-7f50-8a6b-7c8d9eafb0c3";
        }
        boolean ofSession =
                name.startsWith("io.boson.session.") && !name.startsWith("io.boson.session.node-");
        return ofSession ? Samples.SESSION.toString() : key(name);
    }
}
