package io.boson.events.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembershipTest {

    @ParameterizedTest
    @CsvSource({"4, true", "5, true", "6, false", "-1, true"})
    void silenceIsVoidOnceALaterHeartbeatIsKnown(long lastHeartbeat, boolean silent) {
        Membership noted = SampleNodes.member(SampleNodes.silent(5, Samples.at(1)), false);
        assertThat(noted.isSilent(lastHeartbeat)).isEqualTo(silent);
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, false"})
    void whoWasNeverHeardIsSilentUntilTheFirstHeartbeat(long lastHeartbeat, boolean silent) {
        Membership noted =
                SampleNodes.member(
                        SampleNodes.silent(NodeEvent.NO_HEARTBEAT, Samples.at(1)), false);
        assertThat(noted.isSilent(lastHeartbeat)).isEqualTo(silent);
    }

    @ParameterizedTest
    @CsvSource({"-1", "0", "99"})
    void whoWasNotNotedSilentIsNot(long lastHeartbeat) {
        assertThat(SampleNodes.member(Membership.HEARD, false).isSilent(lastHeartbeat)).isFalse();
    }
}
