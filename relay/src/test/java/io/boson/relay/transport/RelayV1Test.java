package io.boson.relay.transport;

import static io.boson.relay.transport.RelayFixture.ANN;
import static io.boson.relay.transport.RelayFixture.BEN;
import static io.boson.relay.transport.RelayFixture.NODE;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.session.SessionId;
import io.boson.relay.EndReason;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The relay's own subprotocol, as [io.boson.relay.wire.Dialect] draws it.
class RelayV1Test {

    private final RelayFixture relay;

    RelayV1Test() throws Exception {
        relay = RelayFixture.start();
    }

    @AfterEach
    void stop() throws Exception {
        relay.close();
    }

    @Test
    void aNodesConnectionCarriesManySessionsByChannel() throws Exception {
        TestPeer node = relay.attachV1(NODE);
        TestPeer ann = relay.attachV1(ANN);
        TestPeer ben = relay.attach(BEN);

        ann.binary(hex("0401"));
        node.expectText(channel(ANN, 1));
        node.expectBinary(hex("00000001" + "0401"));
        ben.binary(hex("0402"));
        node.expectText(channel(BEN, 2));
        node.expectBinary(hex("00000002" + "0402"));
        ann.binary(hex("0403"));
        node.expectBinary(hex("00000001" + "0403"));

        node.binary(hex("00000002" + "04bb")).binary(hex("00000001" + "04aa"));
        ben.expectBinary(hex("04bb"));
        ann.expectBinary(hex("04aa"));
    }

    @Test
    void everySizePassesBothWays() throws Exception {
        TestPeer node = relay.attachV1(NODE);
        TestPeer ann = relay.attachV1(ANN);
        ann.binary(hex("04"));
        node.expectText(channel(ANN, 1));
        node.expectBinary(hex("0000000104"));
        for (int size : new int[] {1, 121, 122, 125, 126, 1452, 65_531, 65_532}) {
            byte[] packet = new byte[size];
            byte[] framed = new byte[size + 4];
            framed[3] = 1;

            ann.binary(packet);
            node.expectBinary(framed);
            node.binary(framed);
            ann.expectBinary(packet);
        }
    }

    @Test
    void noFirstByteMeansAnythingElse() throws Exception {
        TestPeer node = relay.attachV1(NODE);
        TestPeer ann = relay.attachV1(ANN);

        ann.binary(hex("000100017b")).binary(hex("7b7d"));

        node.expectText(channel(ANN, 1));
        node.expectBinary(hex("00000001" + "000100017b"));
        node.expectBinary(hex("00000001" + "7b7d"));
    }

    @Test
    void anEndedSessionsChannelIsGone() throws Exception {
        TestPeer node = relay.attachV1(NODE);
        TestPeer ann = relay.attachV1(ANN);
        ann.binary(hex("04"));
        node.expectText(channel(ANN, 1));
        node.expectBinary(hex("0000000104"));

        relay.server.endSession(ANN, EndReason.CLOSED);

        node.expectText(
                "{\"type\":\"control\",\"sessionId\":\"%s\",\"direction\":\"server\","
                                .formatted(ANN)
                        + "\"payload\":{\"action\":\"disconnect\"}}");
        node.binary(hex("0000000104"));
        node.expectText("{\"type\":\"error\",\"data\":\"Unknown session\"}");
    }

    @Test
    void whatIsNotSpokenHereIsAnswered() throws Exception {
        TestPeer node = relay.attachV1(NODE);

        node.binary(hex("000001"));
        node.expectText(
                "{\"type\":\"error\",\"data\":\"Binary frame is shorter than its channel\"}");
        node.text("{\"type\":\"packet\",\"data\":\"BA==\"}");
        node.expectText("{\"type\":\"error\",\"data\":\"Data travels in binary frames here\"}");
        node.binary(hex("0000000904"));
        node.expectText("{\"type\":\"error\",\"data\":\"Unknown session\"}");
        node.expectNothingButPong();
    }

    @Test
    void channelsAreBoundedAndNotUsedAgain() {
        Channels channels = new Channels();
        for (int i = 0; i < Channels.MAX + 1; i++) {
            assertThat(channels.open(new SessionId(new java.util.UUID(5, i)))).isEqualTo(i + 1);
        }

        assertThat(channels.session(1)).isEmpty();
        assertThat(channels.session(2)).isPresent();
        assertThat(channels.find(new SessionId(new java.util.UUID(5, 0)))).isEmpty();
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String channel(SessionId session, int number) {
        return ("{\"type\":\"control\",\"sessionId\":\"%s\",\"direction\":\"server\","
                        + "\"payload\":{\"action\":\"channel\",\"channel\":%d}}")
                .formatted(session, number);
    }
}
