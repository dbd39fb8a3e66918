package io.boson.events.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogPositionTest {

    @Test
    void isOneWordOfTopicPartitionAndOffset() {
        assertThat(new LogPosition(Topic.NODES, 3, 42)).hasToString("nodes-3-42");
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void readsWhatItWrites(Topic topic) {
        LogPosition first = new LogPosition(topic, 0, 0);
        LogPosition last = new LogPosition(topic, 99_999, 999_999_999_999_999_999L);
        assertThat(LogPosition.parse(first.toString())).hasValue(first);
        assertThat(LogPosition.parse(last.toString())).hasValue(last);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nodes",
                "nodes-3",
                "nodes-3-",
                "nodes--42",
                "nodes--3-42",
                "nodes-3--42",
                "-3-42",
                "NODES-3-42",
                "boson.nodes-3-42",
                "fleet-3-42",
                "nodes-3-42-1",
                " nodes-3-42",
                "nodes-3-42\n",
                "nodes-+3-42",
                "nodes-3-0x2a",
                "nodes-100000-0",
                "nodes-3-1000000000000000000",
                "nodes-99999999999-42",
                "nodes-3-٤٢"
            })
    void isNothingElse(String text) {
        assertThat(LogPosition.parse(text)).isEmpty();
    }
}
