package io.boson.relay.transport;

import static io.boson.relay.transport.RelayFixture.ANN;
import static io.boson.relay.transport.RelayFixture.BEN;
import static io.boson.relay.transport.RelayFixture.CAT;
import static io.boson.relay.transport.RelayFixture.NODE;
import static io.boson.relay.transport.RelayFixture.OTHERS;
import static io.boson.relay.transport.RelayFixture.OTHER_NODE;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.session.SessionId;
import io.boson.relay.DetachReason;
import io.boson.relay.RecordingListener.Told;
import io.boson.relay.Traffic;
import io.boson.relay.forward.DropReason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Packets through a running relay, with the JDK's client at both ends, over each transport.
@ParameterizedClass
@ValueSource(strings = {"best", "nio"})
class RelayForwardingTest {

    private static final String UNKNOWN = "{\"type\":\"error\",\"data\":\"Unknown session\"}";

    private final RelayFixture relay;

    RelayForwardingTest(String transport) throws Exception {
        relay =
                new RelayFixture(
                        transport.equals("nio") ? Transport.nio() : Transport.best(), s -> s);
    }

    @AfterEach
    void stop() throws Exception {
        relay.close();
    }

    @Test
    void packetsFlowBothWaysByteForByte() throws Exception {
        TestPeer node = relay.attach(NODE);
        TestPeer client = relay.attach(ANN);
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            // From 4 on, as WireGuard's data packets: a leading zero would begin a batch.
            all[i] = (byte) (i + 4);
        }

        client.binary(all);
        node.expectText(toNode(ANN, all));
        node.text(toClient(ANN, all));
        client.expectBinary(all);
        node.text(toClientInBase64(ANN, all));
        client.expectBinary(all);
        node.text(toClient(ANN, all));
        client.expectBinary(all);
        node.binary(all);
        client.expectBinary(all);
        client.text("{\"type\":\"data\",\"payload\":{\"type\":\"Buffer\",\"data\":[4,0,255]}}");
        node.expectText(toNode(ANN, 4, 0, 255));
        node.text(toClient(ANN, 7));
        client.expectText(data(ANN, "node-to-client", "7"));
        client.text("{\"type\":\"data\",\"payload\":\"BAD/\"}");
        node.expectText(toNode(ANN, 4, 0, 255));
        node.text(toClient(ANN, 7));
        client.expectText(
                "{\"type\":\"data\",\"sessionId\":\"%s\",\"direction\":\"node-to-client\","
                                .formatted(ANN)
                        + "\"payload\":\"Bw==\"}");
    }

    @Test
    void everySizeUpToTheLimitPasses() throws Exception {
        TestPeer node = relay.attach(NODE);
        TestPeer client = relay.attach(ANN);
        for (int size : new int[] {1, 2, 125, 126, 127, 1452, 65_535, 65_536}) {
            byte[] packet = new byte[size];
            new Random(size).nextBytes(packet);
            packet[0] = 4;

            client.binary(packet);
            node.expectText(toNode(ANN, packet));
            node.binary(packet);
            client.expectBinary(packet);
        }
    }

    @Test
    void aMessageInFragmentsIsOnePacket() throws Exception {
        TestPeer node = relay.attach(NODE);
        TestPeer client = relay.attach(ANN);

        client.fragment(new byte[] {1, 2}, false);
        client.ping();
        client.fragment(new byte[] {3}, false).fragment(new byte[] {4}, true);

        client.expectText("pong hi");
        node.expectText(toNode(ANN, 1, 2, 3, 4));
    }

    @Test
    void aBatchIsUnpackedAlsoABatchOfOne() throws Exception {
        TestPeer node = relay.attach(NODE);
        TestPeer client = relay.attach(ANN);

        node.binary(HexFormat.of().parseHex("0001" + "000204aa"));
        client.expectBinary((byte) 4, (byte) 0xaa);
        node.binary(HexFormat.of().parseHex("0002" + "000204aa" + "000104"));
        client.expectBinary((byte) 4, (byte) 0xaa);
        client.expectBinary((byte) 4);
        client.binary(HexFormat.of().parseHex("0002" + "000104" + "000103"));
        node.expectText(toNode(ANN, 4));
        node.expectText(toNode(ANN, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001", "000200010400", "0002" + "000104" + "000304aa", "000100010400"})
    void ofABatchThatIsNotWholeWhatIsWholeGoesOnAndTheRestIsAnswered(String hex) throws Exception {
        TestPeer node = relay.attach(NODE);
        TestPeer client = relay.attach(ANN);

        client.binary(HexFormat.of().parseHex(hex));

        client.expectText(
                "{\"type\":\"error\",\"data\":\"Batch is cut short or has bytes left over\"}");
        if (hex.length() > 4) {
            node.expectText(toNode(ANN, 4));
        }
        node.expectNothingButPong();
    }

    @Test
    void aClientOfPacketFramesIsAnsweredInThem() throws Exception {
        TestPeer node = relay.attach(NODE);
        TestPeer client = relay.attach(ANN);

        client.text("{\"type\":\"packet\",\"data\":\"BAX/\"}");
        node.expectText(toNode(ANN, 4, 5, 255));
        node.text(toClient(ANN, 4, 255));
        client.expectText("{\"type\":\"packet\",\"data\":\"BP8=\"}");
        client.binary((byte) 1);
        node.expectText(toNode(ANN, 1));
        node.text(toClient(ANN, 2));
        client.expectBinary((byte) 2);
    }

    @Test
    void aNodeOfBase64IsAnsweredInItAndNeverWithoutASession() throws Exception {
        TestPeer node = relay.attach(NODE);
        TestPeer client = relay.attach(ANN);

        node.text("{\"type\":\"packet\",\"data\":\"BA==\"}").binary((byte) 4);
        client.expectBinary((byte) 4);
        client.expectBinary((byte) 4);
        client.binary((byte) 1);
        node.expectText(toNode(ANN, 1));
        node.text(toClientInBase64(ANN, new byte[] {4}));
        client.expectBinary((byte) 4);
        client.binary((byte) 1);
        node.expectText(
                "{\"type\":\"data\",\"sessionId\":\"%s\",\"direction\":\"client-to-node\","
                                .formatted(ANN)
                        + "\"payload\":\"AQ==\"}");
    }

    @Test
    void jsonInABinaryFrameIsReadAsJson() throws Exception {
        TestPeer client = relay.attach(ANN);

        client.binary("{\"type\":\"ping\"}".getBytes(StandardCharsets.US_ASCII));
        client.expectText("{\"type\":\"pong\"}");
    }

    @Test
    void threeClientsOfOneNodeAreKeptApart() throws Exception {
        TestPeer node = relay.attach(NODE);
        TestPeer ann = relay.attach(ANN);
        TestPeer ben = relay.attach(BEN);
        TestPeer cat = relay.attach(CAT);

        ben.binary((byte) 2);
        node.expectText(toNode(BEN, 2));
        cat.binary((byte) 3);
        node.expectText(toNode(CAT, 3));
        ann.binary((byte) 1);
        node.expectText(toNode(ANN, 1));

        node.text(toClient(CAT, 33)).text(toClient(ANN, 11)).text(toClient(BEN, 22));
        ann.expectBinary((byte) 11);
        ben.expectBinary((byte) 22);
        cat.expectBinary((byte) 33);

        node.binary((byte) 4);
        node.expectText(
                "{\"type\":\"error\",\"data\":\"Frame names no session, and there are several\"}");
        ann.expectNothingButPong();
        ben.expectNothingButPong();
        cat.expectNothingButPong();
        assertThat(relay.server.counters().drops()).containsEntry(DropReason.AMBIGUOUS_SESSION, 1L);
    }

    @Test
    void aNodeReachesNoOtherNodesSession() throws Exception {
        TestPeer node = relay.attach(NODE);
        TestPeer foreign = relay.attach(OTHERS);

        node.text(toClient(OTHERS, 1));
        node.expectText(UNKNOWN);
        node.text(toClient(BEN, 1));
        node.expectText(UNKNOWN);

        foreign.expectNothingButPong();
        assertThat(relay.server.counters().drops())
                .containsEntry(DropReason.FOREIGN_SESSION, 1L)
                .containsEntry(DropReason.UNKNOWN_SESSION, 1L);
    }

    @Test
    void anAbsentPeersPacketIsDroppedAndNotEchoed() throws Exception {
        TestPeer client = relay.attach(ANN);
        client.binary((byte) 1);
        client.expectNothingButPong();

        TestPeer node = relay.attach(NODE);
        client.hangUp(1000, "");
        client.expectClose(1000, "");
        relay.awaitCounters(counters -> counters.clients() == 0);
        node.text(toClient(ANN, 1));
        node.expectNothingButPong();

        assertThat(relay.server.counters().drops()).containsEntry(DropReason.PEER_ABSENT, 2L);
    }

    @Test
    void anEmptyFrameIsNoPacket() throws Exception {
        TestPeer node = relay.attach(NODE);
        TestPeer client = relay.attach(ANN);

        client.binary().binary((byte) 7);
        node.expectText(toNode(ANN, 7));

        assertThat(relay.server.counters().drops()).containsEntry(DropReason.EMPTY, 1L);
    }

    @Test
    void twentyPacketsSentRightAtOpenAreAllDelivered() throws Exception {
        TestPeer node = relay.attach(NODE);
        relay.admissions.hold();
        TestPeer client = relay.connect("/relay/" + ANN, "Bearer " + FakeAdmissions.TOKEN);
        for (int i = 0; i < 20; i++) {
            client.binary((byte) i);
        }
        node.expectNothingButPong();
        relay.admissions.release();

        client.expectText(RelayFixture.greeting(ANN));
        for (int i = 0; i < 20; i++) {
            node.expectText(toNode(ANN, i));
        }
    }

    @Test
    void moreThanMayBeHeldWaitsInTheNetworkAndIsNotLost() throws Exception {
        TestPeer node = relay.attach(OTHER_NODE);
        relay.admissions.hold();
        TestPeer client = relay.connect("/relay/" + OTHERS, "Bearer " + FakeAdmissions.TOKEN);
        // Above the 256 KiB that are held, below what loopback's buffers take besides.
        int count = 12;
        byte[] packet = new byte[30_000];
        for (int i = 0; i < count; i++) {
            packet[0] = (byte) i;
            client.binary(packet);
        }
        relay.admissions.release();

        for (int i = 0; i < count; i++) {
            packet[0] = (byte) i;
            node.expectText(toNode(OTHERS, packet));
        }
    }

    @Test
    void framesInTheSegmentOfTheRequestAreNotLost() throws Exception {
        TestPeer node = relay.attach(NODE);
        byte[] request =
                RawPeer.request("/relay/" + ANN, "Authorization: Bearer " + FakeAdmissions.TOKEN);
        byte[] frame = RawPeer.whole(RawPeer.Frame.BINARY, new byte[] {42});
        byte[] both = java.util.Arrays.copyOf(request, request.length + frame.length);
        System.arraycopy(frame, 0, both, request.length, frame.length);

        relay.raw().send(both);

        node.expectText(toNode(ANN, 42));
    }

    @Test
    void aSecondSocketTakesOver() throws Exception {
        TestPeer node = relay.attach(NODE);
        TestPeer first = relay.attach(ANN);
        TestPeer second = relay.attach(ANN);

        first.expectClose(1000, "Replaced");
        relay.awaitCounters(counters -> counters.clients() == 1 && counters.others() == 0);
        second.binary((byte) 1);
        node.expectText(toNode(ANN, 1));
        node.text(toClient(ANN, 2));
        second.expectBinary((byte) 2);

        TestPeer secondNode = relay.attach(NODE);
        node.expectClose(1000, "Replaced");
        second.binary((byte) 3);
        secondNode.expectText(toNode(ANN, 3));
        secondNode.text(toClient(ANN, 4));
        second.expectBinary((byte) 4);
    }

    @Test
    void whatWentThroughIsToldAtTheEnd() throws Exception {
        TestPeer node = relay.attach(NODE);
        TestPeer client = relay.attach(ANN);
        client.binary((byte) 1, (byte) 2);
        node.expectText(toNode(ANN, 1, 2));
        node.text(toClient(ANN, 5, 6, 7));
        client.expectBinary((byte) 5, (byte) 6, (byte) 7);

        RelayCounters counters = relay.server.counters();
        assertThat(counters.toNodes()).isEqualTo(new RelayCounters.Flow(1, 2));
        assertThat(counters.toClients()).isEqualTo(new RelayCounters.Flow(1, 3));
        assertThat(counters.clients()).isEqualTo(1);
        assertThat(counters.nodes()).isEqualTo(1);

        client.hangUp(1000, "bye");
        node.drop();
        relay.awaitCounters(now -> now.clients() == 0 && now.nodes() == 0);
        assertThat(relay.listener.told(Told.ClientDetached.class))
                .extracting(Told.ClientDetached::reason, Told.ClientDetached::total)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(
                                DetachReason.PEER_CLOSED, new Traffic(1, 2, 1, 3)));
        assertThat(relay.listener.told(Told.NodeDetached.class))
                .extracting(Told.NodeDetached::reason, Told.NodeDetached::total)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(
                                DetachReason.CONNECTION_LOST, new Traffic(1, 3, 1, 2)));
    }

    private static String toNode(SessionId session, byte[] packet) {
        return data(session, "client-to-node", numbers(packet));
    }

    private static String toNode(SessionId session, int... packet) {
        return data(session, "client-to-node", numbers(packet));
    }

    private static String toClient(SessionId session, byte[] packet) {
        return data(session, "node-to-client", numbers(packet));
    }

    private static String toClient(SessionId session, int... packet) {
        return data(session, "node-to-client", numbers(packet));
    }

    private static String toClientInBase64(SessionId session, byte[] packet) {
        return "{\"type\":\"data\",\"sessionId\":\"%s\",\"payload\":\"%s\"}"
                .formatted(session, Base64.getEncoder().encodeToString(packet));
    }

    private static String data(SessionId session, String direction, String numbers) {
        return ("{\"type\":\"data\",\"sessionId\":\"%s\",\"direction\":\"%s\","
                        + "\"payload\":{\"type\":\"Buffer\",\"data\":[%s]}}")
                .formatted(session, direction, numbers);
    }

    private static String numbers(byte[] packet) {
        return IntStream.range(0, packet.length)
                .mapToObj(i -> Integer.toString(packet[i] & 0xff))
                .collect(Collectors.joining(","));
    }

    private static String numbers(int... packet) {
        return IntStream.of(packet).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }
}
