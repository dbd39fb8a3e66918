package io.boson.events.codec;

import static io.boson.events.Samples.NODE;
import static io.boson.events.Samples.REGISTRATION;
import static io.boson.events.Samples.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Seeds;
import io.boson.events.telemetry.Heartbeat;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.NodeStatus;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Written and read by hand, so it must prove what the mapper gives other events for nothing.
class HeartbeatJsonTest {

    private static final EventCodec CODEC = new EventCodec();

    private static final String FULL =
            """
            {"nodeId":"%s","registration":"%s","status":"online","metrics":{"latency":1,"jitter":2,\
            "packetLoss":3,"cpuUsage":4,"memoryUsage":5,"activeConnections":6,"bandwidthUp":7,\
            "bandwidthDown":8},"at":"2026-01-02T03:04:05.060Z"}"""
                    .formatted(NODE, REGISTRATION);

    private static final Heartbeat READ =
            new Heartbeat(
                    NODE,
                    REGISTRATION,
                    Optional.of(NodeStatus.ONLINE),
                    Optional.of(new HeartbeatMetrics(1, 2, 3, 4, 5, 6, 7, 8)),
                    at(0));

    @Test
    void wholeNumbersAreReadAsNumbers() {
        assertThat(decode(FULL)).isEqualTo(new Decoded.Known(READ));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "online\"           | splendid\"           | status does not fit",
                "\"online\"         | null                 | status is no text",
                "\"online\"         | {\"at\":0}           | status is no text",
                "\"latency\":1      | \"latency\":1e999    | no latency",
                "\"latency\":1      | \"latency\":\"1\"    | not numeric",
                "\"latency\":1      | \"latency\":null     | not numeric",
                "\"latency\":1      | \"latency\":NaN      | NaN",
                "\"latency\":1,     | ''                   | no latency",
                "\"jitter\":2,      | ''                   | no jitter",
                "\"activeConnections\":6, | ''             | no activeConnections",
                "Connections\":6    | Connections\":6.0    | activeConnections is no whole number",
                "Connections\":6    | Connections\":3000000000 | out of range",
                "2026-01-02T        | 2026-31-02T          | at does not fit",
                "\"at\"             | \"later\"            | no at",
                "\"nodeId\"         | \"later\"            | no nodeId",
                "\"registration\":\" | \"registration\":\"x | registration does not fit",
            })
    void whatDoesNotFitIsMalformedAndSaysWhere(String part, String other, String reason) {
        String data = FULL.replace(part, other);
        assertThat(data).isNotEqualTo(FULL);
        assertThat(decode(data))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        malformed -> assertThat(malformed.reason()).contains(reason));
    }

    @Test
    void everyHeartbeatIsReadAsItWasWritten() {
        Seeds.forEach(
                random -> {
                    Heartbeat heartbeat = heartbeat(random);
                    assertThat(CODEC.decode(HeartbeatJson.TYPE, CODEC.encode(heartbeat)))
                            .isEqualTo(new Decoded.Known(heartbeat));
                });
    }

    private static Heartbeat heartbeat(RandomGenerator random) {
        HeartbeatMetrics metrics =
                new HeartbeatMetrics(
                        any(random),
                        any(random),
                        any(random),
                        any(random),
                        any(random),
                        random.nextInt(),
                        any(random),
                        any(random));
        return new Heartbeat(
                NODE,
                REGISTRATION,
                NodeStatus.parse(random.nextBoolean() ? "degraded" : "nothing"),
                Optional.of(metrics).filter(_ -> random.nextBoolean()),
                at(random.nextInt()).plusMillis(random.nextInt(1_000)));
    }

    /// Of every magnitude.
    private static double any(RandomGenerator random) {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : 0;
    }

    private static Decoded decode(String data) {
        return CODEC.decode(HeartbeatJson.TYPE, data.getBytes(UTF_8));
    }
}
