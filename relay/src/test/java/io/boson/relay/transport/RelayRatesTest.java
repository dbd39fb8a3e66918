package io.boson.relay.transport;

import static io.boson.relay.transport.RelayFixture.ANN;
import static io.boson.relay.transport.RelayFixture.BEN;
import static io.boson.relay.transport.RelayFixture.CAT;
import static io.boson.relay.transport.RelayFixture.NODE;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.PrincipalId;
import io.boson.relay.forward.DropReason;
import io.boson.relay.forward.RateLimit;
import io.boson.relay.forward.SendingRates;
import org.junit.jupiter.api.Test;

/// How much an end may send, on real sockets.
class RelayRatesTest {

    private static final RateLimit SLOW = new RateLimit(16 << 10, 128 << 10);
    private static final SendingRates USUAL = SendingRates.DEFAULT;
    private static final SendingRates SLOW_ENDS = new SendingRates(SLOW, USUAL.principal(), SLOW);
    private static final SendingRates SLOW_PRINCIPALS =
            new SendingRates(USUAL.session(), SLOW, USUAL.node());

    @Test
    void whoSendsMoreThanItMayIsDroppedNotClosed() throws Exception {
        try (RelayFixture relay = RelayFixture.start(s -> s.rates(SLOW_ENDS))) {
            TestPeer node = relay.attach(NODE);
            TestPeer client = relay.attach(ANN);
            byte[] packet = new byte[30_000];
            packet[0] = 4;
            for (int i = 0; i < 10; i++) {
                client.binary(packet);
            }

            client.expectNothingButPong();
            assertThat(relay.dropped(DropReason.RATE_LIMITED)).isBetween(5L, 6L);
            node.binary(new byte[] {4, 1});
            client.expectBinary(new byte[] {4, 1});
        }
    }

    @Test
    void whoComesBackOnAnotherSocketHasNoOtherBurst() throws Exception {
        try (RelayFixture relay = RelayFixture.start(s -> s.rates(SLOW_ENDS))) {
            relay.attach(NODE);
            byte[] packet = new byte[60_000];
            packet[0] = 4;
            TestPeer first = relay.attach(ANN);
            first.binary(packet).binary(packet);
            first.expectNothingButPong();
            assertThat(relay.dropped(DropReason.RATE_LIMITED)).isZero();

            TestPeer second = relay.attach(ANN);
            second.binary(packet);
            second.expectNothingButPong();

            assertThat(relay.dropped(DropReason.RATE_LIMITED)).isEqualTo(1);
            // What others may send is their own.
            TestPeer other = relay.attach(BEN);
            other.binary(packet);
            other.expectNothingButPong();
            assertThat(relay.dropped(DropReason.RATE_LIMITED)).isEqualTo(1);
        }
    }

    @Test
    void sessionsOfOnePrincipalShareOneRateOverSocketsAndHttp() throws Exception {
        try (RelayFixture relay = RelayFixture.start(s -> s.rates(SLOW_PRINCIPALS))) {
            PrincipalId one = new PrincipalId("client:one");
            relay.admissions.client(ANN, NODE, one);
            relay.admissions.client(BEN, NODE, one);
            relay.attach(NODE);
            byte[] packet = new byte[60_000];
            packet[0] = 4;
            TestPeer ann = relay.attach(ANN);
            ann.binary(packet);
            ann.expectNothingButPong();
            TestPeer ben = relay.attach(BEN);
            ben.binary(packet);
            ben.expectNothingButPong();
            assertThat(relay.dropped(DropReason.RATE_LIMITED)).isZero();

            ben.binary(packet);
            ben.expectNothingButPong();
            assertThat(relay.dropped(DropReason.RATE_LIMITED)).isEqualTo(1);
            assertThat(relay.server.sendToNode(new ClientEnd(ANN, NODE, one), packet))
                    .contains(DropReason.RATE_LIMITED);
            // Another principal's is its own.
            TestPeer cat = relay.attach(CAT);
            cat.binary(packet);
            cat.expectNothingButPong();
            assertThat(relay.dropped(DropReason.RATE_LIMITED)).isEqualTo(2);
        }
    }
}
