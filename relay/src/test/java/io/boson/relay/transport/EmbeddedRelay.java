package io.boson.relay.transport;

import io.boson.relay.RelayListener;
import io.boson.relay.forward.Allowances;
import io.boson.relay.forward.SendLimits;
import io.boson.relay.forward.SendingRates;
import io.boson.relay.forward.Switchboard;
import io.boson.relay.wire.Train;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The whole pipeline without sockets, threads or waiting: time passes when told to.
final class EmbeddedRelay implements AutoCloseable {

    static final Duration HEARTBEAT = Duration.ofSeconds(30);
    static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    static final SendLimits LIMITS = new SendLimits(128 << 10, Duration.ofSeconds(1));

    final MockTicker ticker = Ticker.newMockTicker();
    final FakeAdmissions admissions = new FakeAdmissions();
    final Station station;
    private final List<Peer> peers;
    private final AtomicLong ids = new AtomicLong();

    private EmbeddedRelay(Station station, List<Peer> peers) {
        this.station = station;
        this.peers = peers;
    }

    /// The same relay with another desk; closed with the first.
    EmbeddedRelay with(AdmissionDesk desk) {
        return new EmbeddedRelay(
                new Station(
                        station.config(),
                        station.switchboard(),
                        desk,
                        station.tally(),
                        station.sockets(),
                        station.ramp(),
                        station.allowances(),
                        station.clock(),
                        station.ids()),
                peers);
    }

    EmbeddedRelay(RelayListener listener) {
        RelayConfig config =
                new RelayConfig(
                        "unused",
                        0,
                        1,
                        100,
                        HandshakeLimits.DEFAULT,
                        LIMITS,
                        SendingRates.DEFAULT,
                        HEARTBEAT,
                        CLOSE_TIMEOUT,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        120,
                        new Security.Plain());
        station =
                new Station(
                        config,
                        new Switchboard<Train>(listener),
                        new AdmissionDesk(admissions, Runnable::run, 1),
                        new Tally(),
                        new Sockets(config.connectionsMax()),
                        new AcceptRamp(1000, new Random(1), 0),
                        Allowances.of(config.rates(), 100, listener),
                        Clock.fixed(Instant.ofEpochMilli(7), ZoneOffset.UTC),
                        () -> new UUID(0, ids.incrementAndGet()));
        peers = new ArrayList<>();
        admissions.node(RelayFixture.NODE);
        admissions.client(RelayFixture.ANN, RelayFixture.NODE);
        admissions.client(RelayFixture.BEN, RelayFixture.NODE);
    }

    /// Connected, and nothing said yet.
    Peer open() {
        Peer peer = new Peer();
        peers.add(peer);
        return peer;
    }

    /// Connected, admitted, greeting read.
    Peer attach(Object id) {
        Peer peer = upgrade(id);
        peer.next().release();
        return peer;
    }

    Peer upgrade(Object id) {
        Peer peer = open();
        peer.channel.writeInbound(
                Unpooled.wrappedBuffer(
                        RawPeer.request(
                                "/relay/" + id, "Authorization: Bearer " + FakeAdmissions.TOKEN)));
        ByteBuf response = peer.channel.readOutbound();
        String head = response.toString(StandardCharsets.US_ASCII);
        response.release();
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError(head);
        }
        return peer;
    }

    /// Lets go of what no test has read.
    @Override
    public void close() {
        for (Peer peer : peers) {
            peer.channel.finishAndReleaseAll();
            peer.reader.finishAndReleaseAll();
        }
    }

    final class Peer {
        final EmbeddedChannel channel =
                EmbeddedChannel.builder()
                        .ticker(ticker)
                        .handlers(new RelayPipeline(station, Optional.empty()))
                        .build();
        private final EmbeddedChannel reader =
                new EmbeddedChannel(
                        new WebSocket13FrameDecoder(
                                WebSocketDecoderConfig.newBuilder()
                                        .expectMaskedFrames(false)
                                        .maxFramePayloadLength(1 << 20)
                                        .build()));

        /// As if the peer's TCP window were shut, or open again.
        void stall(boolean stalled) {
            channel.unsafe().outboundBuffer().setUserDefinedWritability(1, !stalled);
            channel.runPendingTasks();
        }

        void send(int opcode, String payload) {
            byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
            channel.writeInbound(Unpooled.wrappedBuffer(RawPeer.whole(opcode, bytes)));
            run();
        }

        /// The next frame, or what a test calls nothing: an error.
        WebSocketFrame next() {
            WebSocketFrame frame = poll();
            if (frame == null) {
                throw new AssertionError("nothing was written");
            }
            return frame;
        }

        String nextText() {
            WebSocketFrame frame = next();
            try {
                return frame.content().toString(StandardCharsets.UTF_8);
            } finally {
                frame.release();
            }
        }

        boolean isQuiet() {
            WebSocketFrame frame = poll();
            if (frame == null) {
                return true;
            }
            frame.release();
            return false;
        }

        void run() {
            channel.runPendingTasks();
            channel.runScheduledPendingTasks();
        }

        private @Nullable WebSocketFrame poll() {
            run();
            for (ByteBuf bytes = channel.readOutbound();
                    bytes != null;
                    bytes = channel.readOutbound()) {
                reader.writeInbound(bytes);
            }
            return reader.readInbound();
        }
    }

    /// Lets time pass for every peer.
    void pass(Duration time, Peer... peers) {
        ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
        for (Peer peer : peers) {
            peer.run();
        }
    }
}
