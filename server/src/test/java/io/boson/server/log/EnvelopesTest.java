package io.boson.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.log.EventEnvelope;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import io.boson.testkit.SettableClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EnvelopesTest {

    private final SettableClock clock = new SettableClock(Samples.T0);
    private final Envelopes envelopes = new Envelopes(clock, new Random(7));

    /// RFC 9562 5.7: 48 bits of milliseconds, then the version's digit; the variant's bits are 10.
    @Test
    void idsAreVersion7OfTheirMillisecond() {
        for (int i = 0; i < 1_000; i++) {
            UUID id = envelopes.uuid();

            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(Samples.T0.toEpochMilli());
        }
    }

    @Test
    void idsSortByTime() {
        String before = envelopes.uuid().toString();
        for (int i = 0; i < 200; i++) {
            clock.advance(Duration.ofMillis(1));
            String after = envelopes.uuid().toString();

            assertThat(after).isGreaterThan(before);
            before = after;
        }
    }

    @Test
    void idsOfOneMillisecondDiffer() {
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(envelopes.uuid());
        }

        assertThat(ids).hasSize(10_000);
    }

    @Test
    void anEnvelopeSaysWhereItsEventCameFrom() {
        var event = NodeSample.of(1).registered(Samples.T0);
        Origin origin = new Origin("request-1", "operator:ann", Optional.of("00-1-2-03"));

        EventEnvelope envelope = envelopes.of(event, origin);

        assertThat(envelope.event()).isEqualTo(event);
        assertThat(envelope.correlationId()).isEqualTo("request-1");
        assertThat(envelope.actor()).isEqualTo("operator:ann");
        assertThat(envelope.traceparent()).contains("00-1-2-03");
        assertThat(envelope.causationId()).isEmpty();
        assertThat(envelope.id()).isNotEqualTo(envelopes.of(event, origin).id());
    }

    @Test
    void theServersOwnTasksAreItsOwnActor() {
        EventEnvelope envelope =
                envelopes.of(NodeSample.of(1).registered(Samples.T0), Origin.ofServer("sweep"));

        assertThat(envelope.correlationId()).isEqualTo("sweep");
        assertThat(envelope.actor()).isEqualTo("boson");
        assertThat(envelope.traceparent()).isEmpty();
    }
}
