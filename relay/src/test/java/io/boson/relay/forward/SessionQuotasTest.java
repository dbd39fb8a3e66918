package io.boson.relay.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.RecordingListener;
import io.boson.relay.SessionQuota;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionQuotasTest {

    private static final NodeId NODE = new NodeId(new UUID(1, 1));
    private static final SessionId ANN = new SessionId(new UUID(2, 1));
    private static final SessionId BEN = new SessionId(new UUID(2, 2));

    private final RecordingListener listener = new RecordingListener();
    private final SessionQuotas quotas = new SessionQuotas(OptionalLong.of(1000), listener);

    /// What the log knew before, what passed here, what the log knows then: is it spent?
    @ParameterizedTest
    @CsvSource({
        "0, 999, 0, false",
        "0, 1000, 0, true",
        "0, 1500, 0, true",
        // Over a restart, or from another relay.
        "400, 599, 0, false",
        "400, 600, 0, true",
        "1000, 0, 0, true",
        // What was carried here comes back through the log, and is not counted twice.
        "0, 600, 600, false",
        "400, 300, 700, false",
        "0, 600, 300, false",
        // And what is carried elsewhere meanwhile.
        "0, 300, 1000, true"
    })
    void whatTheLogKnowsAndWhatPassesHereCountTogether(
            long before, long here, long after, boolean isSpent) {
        quotas.lives(ANN, NODE, before);
        quotas.find(ANN).count(here);
        quotas.lives(ANN, NODE, after);

        assertThat(quotas.find(ANN).isSpent()).isEqualTo(isSpent);
        assertThat(listener.spent()).hasSize(isSpent ? 1 : 0);
    }

    @Test
    void itIsToldOnceAndOnlyOfASessionWithPackets() {
        quotas.lives(ANN, NODE, 5000);
        assertThat(listener.spent()).isEmpty();

        quotas.find(ANN).count(10);
        quotas.find(ANN).count(10);
        assertThat(quotas.find(ANN).isSpent()).isTrue();

        assertThat(listener.spent()).containsExactly(ANN);
    }

    @Test
    void eachSessionHasItsOwn() {
        quotas.lives(ANN, NODE, 0);
        quotas.lives(BEN, NODE, 0);
        quotas.find(ANN).count(1000);

        assertThat(quotas.find(BEN).isSpent()).isFalse();
        quotas.ended(ANN);
        assertThat(quotas.find(ANN)).isSameAs(SessionQuota.UNLIMITED);
    }

    @Test
    void withoutAQuotaNothingIsEverSpent() {
        SessionQuotas none = new SessionQuotas(OptionalLong.empty(), listener);
        none.lives(ANN, NODE, Long.MAX_VALUE);
        none.find(ANN).count(Long.MAX_VALUE);
        none.find(ANN).count(Long.MAX_VALUE);

        assertThat(none.find(ANN).isSpent()).isFalse();
        assertThat(listener.spent()).isEmpty();
    }

    @Test
    void aQuotaOfNothingIsAMistake() {
        assertThatThrownBy(() -> new SessionQuota(0, () -> {}))
                .hasMessage("bytesMax must be at least 1, is 0");
    }
}
