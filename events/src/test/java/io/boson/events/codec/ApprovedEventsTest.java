package io.boson.events.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What Boson wrote once it writes still, byte for byte, and reads for ever.
class ApprovedEventsTest {

    private static final EventCodec CODEC = new EventCodec();

    private static final Map<String, Event> EVENTS = ApprovedEvents.all();

    private static final List<ApprovedFile> FILES = ApprovedFile.all();

    private static Stream<Arguments> samples() {
        return EVENTS.entrySet().stream()
                .map(sample -> Arguments.of(sample.getKey(), sample.getValue()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isWrittenAsApproved(String name, Event event) {
        assertThat(new String(CODEC.encode(event), StandardCharsets.UTF_8))
                .isEqualTo(file(name).text());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isReadAsItWasWritten(String name, Event event) {
        ApprovedFile file = file(name);
        assertThat(EventTypes.nameOf(event)).isEqualTo(file.type());
        assertThat(CODEC.decode(file.type(), file.bytes())).isEqualTo(new Decoded.Known(event));
    }

    /// Also where its type is written no longer.
    @ParameterizedTest
    @MethodSource("io.boson.events.codec.ApprovedFile#all")
    void everyFileIsReadForEver(ApprovedFile file) {
        assertThat(CODEC.decode(file.type(), file.bytes())).isInstanceOf(Decoded.Known.class);
    }

    @Test
    void everyTypeIsApproved() {
        assertThat(FILES).extracting(ApprovedFile::name).containsAll(EventTypes.all().keySet());
    }

    private static ApprovedFile file(String name) {
        return FILES.stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no file approved/" + name + ".json"));
    }
}
