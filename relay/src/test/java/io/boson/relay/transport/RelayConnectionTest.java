package io.boson.relay.transport;

import static io.boson.relay.transport.RelayFixture.ANN;
import static io.boson.relay.transport.RelayFixture.BEN;
import static io.boson.relay.transport.RelayFixture.NODE;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.ConnectionId;
import io.boson.relay.DetachReason;
import io.boson.relay.EndReason;
import io.boson.relay.RecordingListener;
import io.boson.relay.RecordingListener.Told;
import io.boson.relay.RelayListener;
import io.boson.relay.Traffic;
import io.boson.relay.forward.DropReason;
import io.boson.relay.forward.SendQueue;
import io.boson.relay.transport.RawPeer.Frame;
import io.boson.relay.wire.Train;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// One connection's handlers on an embedded channel: time, back pressure and ends that real
/// sockets show only by chance.
class RelayConnectionTest {

    private static final int PING = 9;
    private static final int PONG = 10;

    /// 1001 in two bytes.
    private static final byte[] CLOSE_GOING_AWAY =
            RawPeer.whole(Frame.CLOSE, new byte[] {0x03, (byte) 0xe9});

    private static final String BEAT =
            "{\"type\":\"heartbeat\",\"sessionId\":\"%s\",\"direction\":\"server\",".formatted(ANN)
                    + "\"payload\":{\"timestamp\":7}}";

    private final RecordingListener listener = new RecordingListener();
    private final EmbeddedRelay relay = new EmbeddedRelay(listener);

    @AfterEach
    void release() {
        relay.close();
    }

    @Test
    void beatsAndPingsEveryInterval() {
        EmbeddedRelay.Peer peer = relay.attach(ANN);
        assertThat(peer.isQuiet()).isTrue();

        relay.pass(EmbeddedRelay.HEARTBEAT, peer);

        assertThat(peer.nextText()).isEqualTo(BEAT);
        assertThat(peer.next()).isInstanceOf(PingWebSocketFrame.class);
        assertThat(peer.isQuiet()).isTrue();
    }

    @Test
    void threeSilentIntervalsEndItAndAnAnsweredPingDoesNot() {
        EmbeddedRelay.Peer peer = relay.attach(ANN);
        relay.pass(EmbeddedRelay.HEARTBEAT.multipliedBy(2), peer);
        peer.send(PONG, "");
        relay.pass(EmbeddedRelay.HEARTBEAT.multipliedBy(2), peer);
        assertThat(listener.told(Told.ClientDetached.class)).isEmpty();

        relay.pass(EmbeddedRelay.HEARTBEAT, peer);
        peer.run();

        assertThat(reasonsOfClients()).containsExactly(DetachReason.SILENT);
        assertThat(closeOf(peer)).isEqualTo("1008 No sign of life");
    }

    @Test
    void aPeerThatDoesNotAnswerTheCloseFrameIsHungUpOn() {
        EmbeddedRelay.Peer peer = relay.attach(ANN);
        relay.station.switchboard().endSession(ANN, EndReason.CLOSED);
        assertThat(closeOf(peer)).isEqualTo("1000 Session ended");
        assertThat(peer.channel.isOpen()).isTrue();

        // Deaf to everything else meanwhile.
        peer.send(Frame.TEXT, "{\"type\":\"ping\"}");
        assertThat(peer.isQuiet()).isTrue();
        relay.pass(EmbeddedRelay.CLOSE_TIMEOUT, peer);

        assertThat(peer.channel.isOpen()).isFalse();
        assertThat(listener.told(Told.ClientDetached.class)).hasSize(1);
    }

    @Test
    void thePeersAnswerToTheCloseFrameEndsIt() {
        EmbeddedRelay.Peer peer = relay.attach(ANN);
        relay.station.switchboard().endSession(ANN, EndReason.CLOSED);
        assertThat(closeOf(peer)).isEqualTo("1000 Session ended");

        peer.channel.writeInbound(Unpooled.wrappedBuffer(CLOSE_GOING_AWAY));

        assertThat(peer.channel.isOpen()).isFalse();
    }

    @Test
    void aPeersCloseIsAnsweredWithItsCode() {
        EmbeddedRelay.Peer peer = relay.attach(ANN);

        peer.channel.writeInbound(Unpooled.wrappedBuffer(CLOSE_GOING_AWAY));

        assertThat(closeOf(peer)).isEqualTo("1001 ");
        assertThat(peer.channel.isOpen()).isFalse();
        assertThat(reasonsOfClients()).containsExactly(DetachReason.PEER_CLOSED);
    }

    @Test
    void aClosedPeerWithoutACodeIsAnsweredToo() {
        EmbeddedRelay.Peer peer = relay.attach(ANN);

        peer.send(Frame.CLOSE, "");

        assertThat(closeOf(peer)).isEqualTo("1000 ");
        assertThat(peer.channel.isOpen()).isFalse();
    }

    @Test
    void nothingIsAnsweredToAPeerThatDoesNotRead() {
        EmbeddedRelay.Peer peer = relay.attach(ANN);
        peer.stall(true);

        for (int i = 0; i < 100; i++) {
            peer.send(PING, "x");
            peer.send(Frame.TEXT, "{\"type\":\"ping\"}");
            peer.send(Frame.TEXT, "nonsense");
        }
        relay.pass(EmbeddedRelay.HEARTBEAT, peer);

        assertThat(peer.channel.unsafe().outboundBuffer().totalPendingWriteBytes()).isZero();
        peer.stall(false);
        assertThat(peer.isQuiet()).isTrue();
    }

    @Test
    void whatWaitedIsSentInOrderWhenThePeerReadsAgain() {
        EmbeddedRelay.Peer peer = relay.attach(ANN);
        EmbeddedRelay.Peer node = relay.attach(NODE);
        peer.stall(true);
        // More than is written in one go.
        int count = 600;
        for (int i = 0; i < count; i++) {
            node.send(Frame.BINARY, "packet " + i);
        }
        assertThat(peer.isQuiet()).isTrue();

        peer.stall(false);

        for (int i = 0; i < count; i++) {
            assertThat(peer.nextText()).isEqualTo("packet " + i);
        }
        assertThat(peer.isQuiet()).isTrue();
    }

    @Test
    void whatCannotBeSentIsReleasedAndCounted() {
        EmbeddedRelay.Peer peer = relay.attach(ANN);
        peer.stall(true);
        int fits = EmbeddedRelay.LIMITS.bytesMax() / (1_000 + SendQueue.ENTRY_COST);
        List<ByteBuf> packets = new ArrayList<>();
        AttachedEnd end = end(peer);
        for (int i = 0; i < fits + 10; i++) {
            ByteBuf packet = Unpooled.wrappedBuffer(new byte[1_000]);
            packets.add(packet);
            end.deliver(ANN, train(packet));
        }
        assertThat(packets.stream().filter(packet -> packet.refCnt() == 0)).hasSize(10);
        peer.run();

        relay.pass(Duration.ofSeconds(1).plusNanos(1), peer);
        assertThat(packets).allMatch(packet -> packet.refCnt() == 0);

        ByteBuf last = Unpooled.wrappedBuffer(new byte[1]);
        end.deliver(ANN, train(last));
        var _ = peer.channel.close();
        ByteBuf late = Unpooled.wrappedBuffer(new byte[1]);
        end.deliver(ANN, train(late));
        assertThat(last.refCnt() + late.refCnt()).isZero();
        assertThat(relay.station.tally().sum(0, 0).drops())
                .containsEntry(DropReason.QUEUE_FULL, 10L)
                .containsEntry(DropReason.TOO_OLD, (long) fits)
                .containsEntry(DropReason.CLOSING, 2L);
    }

    @Test
    void usageIsToldAtOnceThenEveryTenSecondsWhileThereIsAnyAndAtTheEnd() {
        EmbeddedRelay.Peer node = relay.attach(NODE);
        EmbeddedRelay.Peer peer = relay.attach(ANN);
        assertThat(used()).containsExactly(Traffic.NONE);

        peer.send(Frame.BINARY, "12345");
        node.send(Frame.BINARY, "123");
        peer.run();
        assertThat(used()).hasSize(1);
        relay.pass(UsageMeter.INTERVAL, peer, node);
        assertThat(used()).last().isEqualTo(new Traffic(1, 5, 1, 3));
        relay.pass(UsageMeter.INTERVAL, peer, node);
        assertThat(used()).hasSize(2);

        peer.send(Frame.BINARY, "1");
        peer.send(Frame.CLOSE, "");
        assertThat(used()).hasSize(3).last().isEqualTo(new Traffic(1, 1, 0, 0));
        relay.pass(UsageMeter.INTERVAL, peer, node);
        assertThat(used()).hasSize(3);
        assertThat(listener.told(Told.ClientDetached.class))
                .extracting(Told.ClientDetached::total)
                .containsExactly(new Traffic(2, 6, 1, 3));
    }

    private List<Traffic> used() {
        return listener.told(Told.ClientUsed.class).stream().map(Told.ClientUsed::since).toList();
    }

    private static AttachedEnd end(EmbeddedRelay.Peer peer) {
        return peer.channel.pipeline().get(RelayConnection.class).attached().orElseThrow();
    }

    private static Train train(ByteBuf packet) {
        return new Train(packet, 1, packet.readableBytes(), false);
    }

    @Test
    void aNodeThatDoesNotEvenReadNoticesIsClosed() {
        EmbeddedRelay.Peer node = relay.attach(NODE);
        node.stall(true);
        AttachedEnd end = end(node);

        for (int i = 0; i <= SendQueue.NOTICES_MAX; i++) {
            end.tellEnded(BEN);
        }
        node.run();

        assertThat(listener.told(Told.NodeDetached.class))
                .extracting(Told.NodeDetached::reason)
                .containsExactly(DetachReason.TOO_SLOW);
        relay.pass(EmbeddedRelay.CLOSE_TIMEOUT, node);
        assertThat(node.channel.isOpen()).isFalse();
    }

    @Test
    void aBugEndsTheConnectionAndIsToldAsSuch() {
        EmbeddedRelay.Peer peer = relay.attach(ANN);

        peer.channel.pipeline().fireExceptionCaught(new IllegalStateException("on purpose"));
        peer.run();

        assertThat(reasonsOfClients()).containsExactly(DetachReason.INTERNAL_ERROR);
        assertThat(peer.channel.isOpen()).isFalse();
    }

    /// A listener may answer an attachment by ending its session at once.
    @Test
    void attachedIsToldBeforeDetachedAlsoWhenTheListenerEndsTheSession() {
        EndingListener ending = new EndingListener(listener);
        try (EmbeddedRelay own = new EmbeddedRelay(ending)) {
            ending.relay = own;

            EmbeddedRelay.Peer peer = own.attach(ANN);

            assertThat(closeOf(peer)).isEqualTo("1000 Session ended");
        }
        assertThat(listener.told())
                .extracting(told -> (Object) told.getClass())
                .containsExactly(Told.ClientAttached.class, Told.ClientDetached.class);
    }

    @Test
    void readingStopsWhileTooMuchIsHeldAndResumesAfterwards() {
        List<Runnable> waiting = new ArrayList<>();
        EmbeddedRelay.Peer node = relay.attach(NODE);
        EmbeddedRelay.Peer peer =
                relay.with(new AdmissionDesk(relay.admissions, waiting::add, 1)).upgrade(ANN);
        String packet = "x".repeat(60_000);
        for (int i = 0; i < 4; i++) {
            peer.send(Frame.BINARY, packet);
            assertThat(peer.channel.config().isAutoRead()).isTrue();
        }
        peer.send(Frame.BINARY, packet);
        assertThat(peer.channel.config().isAutoRead()).isFalse();

        waiting.getFirst().run();
        peer.run();

        assertThat(peer.channel.config().isAutoRead()).isTrue();
        assertThat(peer.nextText()).isEqualTo(RelayFixture.greeting(ANN));
        int arrived = 0;
        while (!node.isQuiet()) {
            arrived++;
        }
        // The first fills the node's socket, its queue holds two, and the newest win.
        assertThat(arrived).isEqualTo(3);
        assertThat(relay.station.tally().sum(0, 0).drops())
                .containsEntry(DropReason.QUEUE_FULL, 2L);
    }

    private List<DetachReason> reasonsOfClients() {
        return listener.told(Told.ClientDetached.class).stream()
                .map(Told.ClientDetached::reason)
                .toList();
    }

    /// Reads over whatever comes before it.
    private static String closeOf(EmbeddedRelay.Peer peer) {
        WebSocketFrame frame = peer.next();
        while (!(frame instanceof CloseWebSocketFrame close)) {
            frame.release();
            frame = peer.next();
        }
        String text = close.statusCode() + " " + close.reasonText();
        close.release();
        return text;
    }

    private static final class EndingListener implements RelayListener {
        private final RelayListener next;
        private EmbeddedRelay relay;

        EndingListener(RelayListener next) {
            this.next = next;
            this.relay = new EmbeddedRelay(next);
        }

        @Override
        public void clientAttached(SessionId session, NodeId node, ConnectionId connection) {
            relay.station.switchboard().endSession(session, EndReason.CLOSED);
            next.clientAttached(session, node, connection);
        }

        @Override
        public void clientUsed(
                SessionId session,
                NodeId node,
                ConnectionId connection,
                InetSocketAddress remote,
                Traffic since) {
            // Not what this one waits for.
        }

        @Override
        public void clientDetached(
                SessionId session,
                NodeId node,
                ConnectionId connection,
                DetachReason reason,
                Traffic total,
                Duration ago) {
            next.clientDetached(session, node, connection, reason, total, ago);
        }

        @Override
        public void quotaSpent(SessionId session, NodeId node) {
            next.quotaSpent(session, node);
        }

        @Override
        public void nodeAttached(NodeId node, ConnectionId connection) {
            next.nodeAttached(node, connection);
        }

        @Override
        public void nodeDetached(
                NodeId node, ConnectionId connection, DetachReason reason, Traffic total) {
            next.nodeDetached(node, connection, reason, total);
        }
    }
}
