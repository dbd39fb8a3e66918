package io.boson.streams.log;

import static io.boson.testkit.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Event;
import io.boson.events.codec.EventCodec;
import io.boson.events.codec.EventTypes;
import io.boson.events.log.EventEnvelope;
import io.boson.streams.FactRecord;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Read back by the CloudEvents SDK, which knows nothing of Boson.
final class CloudEventHeadersTest {

    private static final String SOURCE = "/boson/instance-1";
    private static final NodeSample NODE = NodeSample.of(1);

    private static CloudEvent read(EventEnvelope envelope) {
        Headers headers = CloudEventHeaders.of(envelope, SOURCE);
        byte[] data = new EventCodec().encode(envelope.event());
        MessageReader message = KafkaMessageFactory.createReader(headers, data);
        assertThat(message.getEncoding()).isEqualTo(Encoding.BINARY);
        return message.toEvent();
    }

    static List<Event> events() {
        return List.of(
                NODE.registered(T0.plusMillis(7)),
                NODE.heartbeat(T0, Samples.CALM),
                Samples.requested(1, NODE, T0));
    }

    @ParameterizedTest
    @MethodSource("events")
    void aForeignReaderFindsEveryAttribute(Event event) {
        EventEnvelope envelope = Samples.envelope(event);
        CloudEvent read = read(envelope);
        assertThat(read.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(read.getId()).isEqualTo(envelope.id().toString());
        assertThat(read.getType()).isEqualTo(EventTypes.nameOf(event)).startsWith("io.boson.");
        assertThat(read.getSource()).hasToString(SOURCE);
        assertThat(read.getSubject()).isEqualTo(event.subject());
        assertThat(read.getTime()).isEqualTo(event.at().atOffset(ZoneOffset.UTC));
        assertThat(read.getDataContentType()).isEqualTo("application/json");
        assertThat(Objects.requireNonNull(read.getData()).toBytes())
                .isEqualTo(new EventCodec().encode(event));
    }

    @Test
    void extensionsAreThereWhereTheyAreKnown() {
        String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        CloudEvent all =
                read(
                        new EventEnvelope(
                                UUID.randomUUID(),
                                NODE.registered(T0),
                                "request-1",
                                Optional.of("event-0"),
                                "node:1",
                                Optional.of(traceparent)));
        assertThat(all.getExtensionNames())
                .containsExactlyInAnyOrder("correlationid", "causationid", "actor", "traceparent");
        assertThat(all.getExtension("correlationid")).isEqualTo("request-1");
        assertThat(all.getExtension("causationid")).isEqualTo("event-0");
        assertThat(all.getExtension("actor")).isEqualTo("node:1");
        assertThat(all.getExtension("traceparent")).isEqualTo(traceparent);

        CloudEvent few = read(Samples.envelope(NODE.registered(T0)));
        assertThat(few.getExtensionNames()).containsExactlyInAnyOrder("correlationid", "actor");
    }

    @Test
    void whatIsMissingReadsAsEmptyText() {
        Headers headers = FactRecord.of(NODE.registered(T0)).headers();
        assertThat(RecordReader.eventId(headers)).hasSize(36);
        headers.remove("ce_id").remove("ce_correlationid");
        assertThat(RecordReader.eventId(headers)).isEmpty();
        assertThat(RecordReader.correlationId(headers)).isEmpty();
    }
}
