package io.boson.streams.state;

import static io.boson.testkit.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.load.NodeLoad;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LoadBytesTest {

    private static final Serde<LoadEntry> SERDE = LoadBytes.serde();

    @ParameterizedTest
    @EnumSource
    void readsWhatItWrote(NodeStatus status) {
        HeartbeatMetrics metrics = new HeartbeatMetrics(1.5, 2.5, 3.5, 4.5, 5.5, 6, 7.5, 8.5);
        NodeLoad measured =
                new NodeLoad(Long.MAX_VALUE, T0.plusMillis(1), status, Optional.of(metrics));
        NodeLoad stated = new NodeLoad(3, T0, status, Optional.empty());
        assertThat(readBack(new LoadEntry(measured, stated)))
                .isEqualTo(new LoadEntry(measured, stated));
        assertThat(readBack(new LoadEntry(stated, measured)))
                .isEqualTo(new LoadEntry(stated, measured));
    }

    @Test
    void readsANodeNeverHeard() {
        assertThat(readBack(LoadEntry.EMPTY)).isEqualTo(LoadEntry.EMPTY);
    }

    @Test
    void noEntryIsNoBytes() {
        assertThat(SERDE.serializer().serialize("loads", null)).isNull();
        assertThat(SERDE.deserializer().deserialize("loads", (byte[]) null)).isNull();
    }

    private static LoadEntry readBack(LoadEntry entry) {
        byte[] bytes = SERDE.serializer().serialize("loads", entry);
        return SERDE.deserializer().deserialize("loads", bytes);
    }
}
