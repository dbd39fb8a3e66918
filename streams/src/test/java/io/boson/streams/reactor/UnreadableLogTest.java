package io.boson.streams.reactor;

import static io.boson.testkit.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.boson.events.Topic;
import io.boson.streams.FactRecord;
import io.boson.testkit.NodeSample;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A reactor acts on the log, so it must understand all of it.
final class UnreadableLogTest {

    @TempDir Path stateDirectory;

    static Stream<Arguments> unreadable() {
        NodeSample node = NodeSample.of(1);
        FactRecord registered = FactRecord.of(node.registered(T0));
        return Stream.of(
                Arguments.of(
                        registered.withType("io.boson.node.registered.v99"),
                        "cannot read nodes-0-0 (unknown type 'io.boson.node.registered.v99')"),
                Arguments.of(
                        registered.withValue("{}"),
                        "cannot read nodes-0-0 (io.boson.node.registered.v1: "),
                Arguments.of(
                        FactRecord.of(node.heartbeat(T0)).withType("io.boson.node.heartbeat.v2"),
                        "cannot read heartbeats-0-0 ("),
                Arguments.of(
                        registered.in(Topic.SESSIONS),
                        "cannot read sessions-0-0 (Registered does not belong here)"));
    }

    @ParameterizedTest
    @MethodSource
    void unreadable(FactRecord record, String message) {
        try (ReactorDriver driver = new ReactorDriver(stateDirectory)) {
            Throwable stopped = catchThrowable(() -> driver.feed(record));
            assertThat(ReactorTopology.isUnreadableLog(stopped)).isTrue();
            assertThat(stopped).rootCause().hasMessageStartingWith(message);
        }
    }

    @Test
    void otherFailuresAreNotTakenForIt() {
        assertThat(ReactorTopology.isUnreadableLog(new IllegalStateException("disk"))).isFalse();
    }
}
