package io.boson.relay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.relay.DetachReason;
import io.boson.relay.RefusalReason;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloseReasonTest {

    /// The texts that clients of the original know.
    @ParameterizedTest
    @CsvSource({
        "INVALID_PATH, 1008, Invalid path",
        "MISSING_SESSION_ID, 1008, Missing session ID",
        "INVALID_SESSION, 1008, Invalid session",
        "NODE_NOT_ONLINE, 1008, Node not online",
        "UNAUTHORIZED, 1008, Unauthorized",
        "INTERNAL_ERROR, 1011, Internal server error",
        "TRY_AGAIN_LATER, 1013, Try again later",
    })
    void refusals(RefusalReason reason, int code, String text) {
        assertThat(CloseReason.of(reason)).isEqualTo(new CloseReason(code, text));
    }

    @Test
    void everyTextFitsAControlFrameAndEveryCodeMayBeSent() {
        Stream<CloseReason> all =
                Stream.concat(
                        Arrays.stream(RefusalReason.values()).map(CloseReason::of),
                        Arrays.stream(DetachReason.values()).map(CloseReason::of));
        assertThat(Stream.concat(all, Stream.of(CloseReason.NOT_UTF8)))
                .allSatisfy(
                        reason -> {
                            assertThat(reason.text()).matches("\\p{ASCII}{0,123}");
                            // RFC 6455 section 7.4.1: these three are never on the wire.
                            assertThat(reason.code()).isBetween(1000, 1013);
                            assertThat(reason.code()).isNotIn(1004, 1005, 1006);
                        });
    }
}
