package io.boson.relay.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SendErrorsTest {

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(new PortUnreachableException(), SendRefusal.UNREACHABLE),
                Arguments.of(new NoRouteToHostException(), SendRefusal.UNREACHABLE),
                Arguments.of(new ConnectException("refused"), SendRefusal.UNREACHABLE),
                Arguments.of(new BindException("x"), SendRefusal.INVALID_DESTINATION),
                told("Network is unreachable", SendRefusal.UNREACHABLE),
                told("No buffer space available", SendRefusal.BUFFER_FULL),
                told("Cannot allocate memory", SendRefusal.BUFFER_FULL),
                told("Operation not permitted", SendRefusal.NOT_PERMITTED),
                told("Permission denied", SendRefusal.NOT_PERMITTED),
                told("Message too long", SendRefusal.TOO_LONG),
                told("Invalid argument", SendRefusal.INVALID_DESTINATION),
                told("Can't send to port 0", SendRefusal.INVALID_DESTINATION),
                told("Das Netzwerk ist nicht erreichbar", SendRefusal.OTHER));
    }

    private static Arguments told(String text, SendRefusal refusal) {
        return Arguments.of(new SocketException(text), refusal);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void theKernelsReasonsAreToldApart(IOException error, SendRefusal refusal) {
        assertThat(SendErrors.refusal(error)).isEqualTo(refusal);
    }

    @Test
    void oneThatSaysNothingIsAnother() {
        assertThat(SendErrors.refusal(new IOException())).isEqualTo(SendRefusal.OTHER);
    }
}
