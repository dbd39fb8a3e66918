package io.boson.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.boson.events.Topic;
import io.boson.events.log.EventEnvelope;
import io.boson.events.log.LogUnavailableException;
import io.boson.server.measure.Durations;
import io.boson.testkit.InMemoryEventLog;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MeasuredLogTest {

    private static final EventEnvelope FACT =
            Samples.envelope(NodeSample.of(1).registered(Samples.T0));

    private final InMemoryEventLog log = new InMemoryEventLog(1);
    private final AtomicLong nanos = new AtomicLong();
    private final MeasuredLog measured = new MeasuredLog(log, () -> nanos.getAndAdd(2_000_000_000));

    @Test
    void timesWhatWasAcknowledgedByTopic() {
        assertThat(measured.append(FACT).topic()).isEqualTo(Topic.NODES);

        assertThat(acknowledged(Topic.NODES).sumSeconds()).isEqualTo(2);
        assertThat(acknowledged(Topic.SESSIONS).count()).isZero();
        assertThat(measured.failures().get(Topic.NODES)).isZero();
    }

    @Test
    void countsWhatWasNot() {
        log.goAway();

        assertThatExceptionOfType(LogUnavailableException.class)
                .isThrownBy(() -> measured.append(FACT));

        assertThat(measured.failures().get(Topic.NODES)).isEqualTo(1);
        assertThat(acknowledged(Topic.NODES).count()).isZero();
    }

    private Durations.Reading acknowledged(Topic topic) {
        return Objects.requireNonNull(measured.acknowledgements().get(topic));
    }
}
