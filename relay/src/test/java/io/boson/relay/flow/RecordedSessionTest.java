package io.boson.relay.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.relay.flow.SwitchRig.Sent;
import io.boson.relay.wireguard.Recorded;
import io.boson.relay.wireguard.Recorded.Packet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Two clients and a node as they really spoke, with a relay between them: every packet arrives.
class RecordedSessionTest {

    private static final Map<String, Endpoint> AT =
            Map.of(
                    "client1", SwitchRig.A1,
                    "client2", SwitchRig.A2,
                    "node", SwitchRig.B1);

    private final SwitchRig rig = new SwitchRig();
    private final Recorded recorded = Recorded.read();

    @Test
    void everyPacketArrives() {
        rig.admit(1, recorded.key("client1"), recorded.key("node"));
        rig.admit(2, recorded.key("client2"), recorded.key("node"));
        // The node makes itself heard.
        rig.initiate(SwitchRig.B1, recorded.key("client1"), 1);
        List<Packet> packets = recorded.packets();
        for (int i = 0; i < packets.size(); i++) {
            Packet packet = packets.get(i);
            if (i > 0) {
                rig.pass(Duration.ofMillis(packet.millis() - packets.get(i - 1).millis()));
            }
            assertThat(rig.receive(at(packet.from()), packet.bytes()))
                    .as("packet %d at %d ms, dropped: %s", i, packet.millis(), rig.drops)
                    .contains(new Sent(packet.type(), at(packet.to())));
        }
        assertThat(rig.events)
                .containsExactly(
                        new SwitchEvent.Opened(SwitchRig.session(1), SwitchRig.A1, SwitchRig.B1),
                        new SwitchEvent.Opened(SwitchRig.session(2), SwitchRig.A2, SwitchRig.B1));
        assertThat(rig.relay.counts().opened()).isEqualTo(4);
        assertThat(rig.answers).isEmpty();
    }

    private static Endpoint at(String name) {
        return Objects.requireNonNull(AT.get(name));
    }
}
