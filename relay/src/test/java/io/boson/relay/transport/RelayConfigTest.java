package io.boson.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.boson.relay.forward.SendLimits;
import io.boson.relay.forward.SendingRates;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RelayConfigTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void theDefaultsAreWhatIsDocumented() {
        RelayConfig config = RelayConfig.defaults("127.0.0.1", 3001);

        assertThat(config.threads()).isBetween(1, 2);
        assertThat(config.heartbeatInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.handshakes().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.handshakes().heldBytesMax()).isEqualTo(256 * 1024);
        assertThat(config.sending()).isEqualTo(new SendLimits(1024 * 1024, SECOND));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                wrong("port", () -> config(-1, 1, 1, SECOND, SECOND, SECOND, SECOND, 1)),
                wrong("port", () -> config(65_536, 1, 1, SECOND, SECOND, SECOND, SECOND, 1)),
                wrong("threads", () -> config(0, 0, 1, SECOND, SECOND, SECOND, SECOND, 1)),
                wrong("connectionsMax", () -> config(0, 1, 0, SECOND, SECOND, SECOND, SECOND, 1)),
                wrong(
                        "heartbeatInterval",
                        () -> config(0, 1, 1, Duration.ZERO, SECOND, SECOND, SECOND, 1)),
                wrong("closeTimeout", () -> config(0, 1, 1, SECOND, DAY, SECOND, SECOND, 1)),
                wrong("stopTimeout", () -> config(0, 1, 1, SECOND, SECOND, DAY, SECOND, 1)),
                wrong("reconnectSpread", () -> config(0, 1, 1, SECOND, SECOND, SECOND, DAY, 1)),
                wrong(
                        "faultsPerMinuteMax",
                        () -> config(0, 1, 1, SECOND, SECOND, SECOND, SECOND, 0)),
                wrong("timeout", () -> new HandshakeLimits(DAY, SECOND, 1, 1000, 1024)),
                wrong("admissionTimeout", () -> new HandshakeLimits(SECOND, DAY, 1, 1000, 1024)),
                wrong("admissionsMax", () -> new HandshakeLimits(SECOND, SECOND, 0, 1000, 1024)),
                wrong("heldBytesMax", () -> new HandshakeLimits(SECOND, SECOND, 1, 1000, 1)));
    }

    @ParameterizedTest
    @MethodSource
    void bad(String named, Supplier<Record> settings) {
        assertThatThrownBy(settings::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(named + " must be from ");
    }

    private static Arguments wrong(String named, Supplier<Record> settings) {
        return arguments(named, settings);
    }

    private static RelayConfig config(
            int port,
            int threads,
            int connectionsMax,
            Duration heartbeat,
            Duration close,
            Duration stop,
            Duration spread,
            int faults) {
        return new RelayConfig(
                "127.0.0.1",
                port,
                threads,
                connectionsMax,
                HandshakeLimits.DEFAULT,
                SendLimits.DEFAULT,
                SendingRates.DEFAULT,
                heartbeat,
                close,
                stop,
                spread,
                faults,
                new Security.Plain());
    }
}
