package io.boson.relay.transport;

import static io.boson.relay.transport.RelayFixture.ANN;
import static io.boson.relay.transport.RelayFixture.BEN;
import static io.boson.relay.transport.RelayFixture.NODE;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.EndReason;
import io.boson.relay.PrincipalId;
import io.boson.relay.forward.DropReason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/// How much a session may carry in all, on real sockets.
class RelayQuotaTest {

    private static final int QUOTA = 40_000;

    @Test
    void whatTheClientSendsAndIsSentCountsTogether() throws Exception {
        try (RelayFixture relay = RelayFixture.withQuota(QUOTA)) {
            relay.quotas.lives(ANN, NODE, 0);
            relay.quotas.lives(BEN, NODE, 0);
            TestPeer node = relay.attach(NODE);
            TestPeer client = relay.attach(ANN);
            client.binary(packet(20_000));
            client.expectNothingButPong();
            assertThat(relay.listener.spent()).isEmpty();
            node.text(toAnn(packet(20_000)));
            client.expectBinary(packet(20_000));
            assertThat(relay.listener.spent()).containsExactly(ANN);

            client.binary(packet(2));
            client.expectNothingButPong();
            node.text(toAnn(packet(2)));
            relay.awaitCounters(now -> now.drops().getOrDefault(DropReason.QUOTA, 0L) == 2);

            client.expectNothingButPong();
            assertThat(relay.server.sendToNode(end(), packet(2))).contains(DropReason.QUOTA);
            assertThat(relay.listener.spent()).containsExactly(ANN);
            TestPeer other = relay.attach(BEN);
            other.binary(packet(2));
            other.expectNothingButPong();
            assertThat(relay.dropped(DropReason.QUOTA)).isEqualTo(3);
        }
    }

    @Test
    void whatTheLogKnowsOfCountsAfterARestart() throws Exception {
        try (RelayFixture relay = RelayFixture.withQuota(QUOTA)) {
            relay.quotas.lives(ANN, NODE, QUOTA);
            relay.attach(NODE);
            TestPeer client = relay.attach(ANN);

            client.binary(packet(2));
            client.expectNothingButPong();

            assertThat(relay.dropped(DropReason.QUOTA)).isEqualTo(1);
            assertThat(relay.listener.spent()).containsExactly(ANN);
        }
    }

    @Test
    void itsSocketIsClosedAsAgainstThePolicy() throws Exception {
        try (RelayFixture relay = RelayFixture.withQuota(QUOTA)) {
            TestPeer client = relay.attach(ANN);

            relay.server.endSession(ANN, EndReason.QUOTA_SPENT);

            client.expectClose(1008, "Session quota spent");
        }
    }

    private static ClientEnd end() {
        return new ClientEnd(ANN, NODE, new PrincipalId("anybody"));
    }

    private static byte[] packet(int length) {
        byte[] packet = new byte[length];
        packet[0] = 4;
        return packet;
    }

    private static String toAnn(byte[] packet) {
        String payload = new String(Base64.getEncoder().encode(packet), StandardCharsets.US_ASCII);
        return ("{\"type\":\"data\",\"sessionId\":\"%s\",\"direction\":\"node-to-client\","
                        + "\"payload\":\"%s\"}")
                .formatted(ANN, payload);
    }
}
