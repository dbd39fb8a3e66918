package io.boson.events.codec;

import static io.boson.events.Samples.NODE;
import static io.boson.events.Samples.REGISTRATION;
import static io.boson.events.Samples.at;
import static io.boson.events.Samples.sample;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.telemetry.Counting;
import io.boson.events.telemetry.MetricSample;
import io.boson.events.telemetry.MetricsSubmitted;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Written and read by hand, so it must prove what the mapper gives other events for nothing.
class MetricsJsonTest {

    private static final EventCodec CODEC = new EventCodec();
    private static final MetricSample SAMPLE =
            sample(at(0), OptionalLong.of(5), Counting.CUMULATIVE);
    private static final MetricsSubmitted ONE = submitted(1);
    private static final String TEXT = new String(CODEC.encode(ONE), UTF_8);

    private static MetricsSubmitted submitted(int samples) {
        return new MetricsSubmitted(
                NODE, REGISTRATION, Collections.nCopies(samples, SAMPLE), at(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"jitter\":0.25,      | ''                   | no jitter",
                "\"jitter\":0.25       | \"jitter\":\"1\"     | not numeric",
                "\"jitter\":0.25       | \"jitter\":1e999     | no jitter",
                "\"errors\":2,         | ''                   | no errors",
                "\"errors\":2          | \"errors\":2.0       | errors is no whole number",
                "\"errors\":2          | \"errors\":99999999999999999999 | out of range",
                "\"counters\":\"cum    | \"counters\":\"acc   | counters does not fit",
                "\"skewMillis\":5      | \"skewMillis\":null  | skewMillis is no whole number",
                "\"time\"              | \"later\"            | no time",
                "\"network\":{         | \"network\":7,\"x\":{ | not an object",
                "\"samples\":[         | \"samples\":[7,      | not an object",
                "\"samples\":[         | \"samples\":[],\"x\":[ | no samples",
                "\"samples\":[         | \"samples\":7,\"x\":[ | samples is no array",
                "\"nodeId\"            | \"later\"            | no nodeId",
                "\"registration\":\"   | \"registration\":\"x | registration does not fit",
                "\"at\"                | \"later\"            | no at",
            })
    void whatDoesNotFitIsMalformedAndSaysWhere(String part, String other, String reason) {
        String data = TEXT.replace(part, other);
        assertThat(data).isNotEqualTo(TEXT);
        assertThat(decode(data))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        malformed -> assertThat(malformed.reason()).contains(reason));
    }

    @Test
    void unknownMembersAreIgnoredAnywhere() {
        String more = "{\"x\":{\"y\":[1]},\"z\":0,";
        String data = TEXT.replace("{", more);
        assertThat(decode(data)).isEqualTo(new Decoded.Known(ONE));
    }

    @Test
    void aFullSubmissionComesBackAndOneMoreIsRefused() {
        MetricsSubmitted full = submitted(MetricsSubmitted.SAMPLES_MAX);
        String text = new String(CODEC.encode(full), UTF_8);
        assertThat(decode(text)).isEqualTo(new Decoded.Known(full));
        String sample = TEXT.substring(TEXT.indexOf('[') + 1, TEXT.lastIndexOf(']'));
        assertThat(decode(text.replace("\"samples\":[", "\"samples\":[" + sample + ",")))
                .isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void theLatestSampleIsTheLatestByTimeAndOfEqualsTheLastSent() {
        MetricSample early = sample(at(1), OptionalLong.empty(), Counting.AMOUNTS);
        MetricSample late = sample(at(2), OptionalLong.of(1), Counting.AMOUNTS);
        MetricSample lateToo = sample(at(2), OptionalLong.of(2), Counting.AMOUNTS);
        assertThat(
                        new MetricsSubmitted(
                                        NODE, REGISTRATION, List.of(late, lateToo, early), at(3))
                                .latest())
                .isEqualTo(lateToo);
    }

    private static Decoded decode(String data) {
        return CODEC.decode(MetricsJson.TYPE, data.getBytes(UTF_8));
    }
}
