package io.boson.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ColoursTest {

    @Test
    void onATerminal() {
        assertThat(Colours.wanted(Map.of(), true)).isTrue();
        assertThat(Colours.wanted(Map.of("NO_COLOR", "", "TERM", "xterm"), true)).isTrue();
    }

    @Test
    void notInAFile() {
        assertThat(Colours.wanted(Map.of(), false)).isFalse();
        assertThat(Colours.of(Map.of(), null)).isEqualTo(Ansi.OFF);
    }

    @Test
    void notForWhoWantsNone() {
        assertThat(Colours.wanted(Map.of("NO_COLOR", "1"), true)).isFalse();
        assertThat(Colours.wanted(Map.of("TERM", "dumb"), true)).isFalse();
    }
}
