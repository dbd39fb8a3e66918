package io.boson.relay.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;

/// Sets up an accepted socket. Before and after the upgrade:
///
/// ```
/// HttpServerCodec > HttpObjectAggregator > UpgradeHandler
/// Gate > FrameParser > RelayConnection
/// ```
@ChannelHandler.Sharable
final class RelayPipeline extends ChannelInitializer<Channel> {

    static final String HTTP = "http";

    private static final int REQUEST_LINE_MAX = 4096;

    /// Holds a token of several kilobytes.
    private static final int HEADERS_MAX = 16 * 1024;

    /// An upgrade has no body.
    private static final int BODY_MAX = 1024;

    private final Station station;

    RelayPipeline(Station station) {
        this.station = station;
    }

    @Override
    protected void initChannel(Channel socket) {
        Sockets.Welcome welcome = station.sockets().enter(socket);
        if (welcome == Sockets.Welcome.OVERRUN) {
            station.tally().handshakeFailed(HandshakeFault.TOO_MANY_CONNECTIONS);
            var _ = socket.close();
            return;
        }
        socket.pipeline()
                .addLast(
                        HTTP,
                        new HttpServerCodec(
                                new HttpDecoderConfig()
                                        .setMaxInitialLineLength(REQUEST_LINE_MAX)
                                        .setMaxHeaderSize(HEADERS_MAX)))
                .addLast(new HttpObjectAggregator(BODY_MAX))
                .addLast(new UpgradeHandler(station, welcome));
    }
}
