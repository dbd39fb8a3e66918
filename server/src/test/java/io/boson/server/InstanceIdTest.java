package io.boson.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceIdTest {

    @TempDir Path data;

    @Test
    void isMadeOnceAndStays() throws IOException {
        assertThat(InstanceId.in(data, () -> "first")).isEqualTo("first");
        assertThat(InstanceId.in(data, () -> "second")).isEqualTo("first");
    }

    @Test
    void mayBeGivenByHand() throws IOException {
        Files.writeString(data.resolve("instance-id"), "  relay-7\n");

        assertThat(InstanceId.in(data, () -> "fresh")).isEqualTo("relay-7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "Capital", "a\nb", "../up"})
    void somethingElseInTheFileIsNamedAndKept(String text) throws IOException {
        Path file = data.resolve("instance-id");
        Files.writeString(file, text);

        assertThatThrownBy(() -> InstanceId.in(data, () -> "fresh"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
        assertThat(file).hasContent(text);
    }
}
