package io.boson.relay.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import java.util.Optional;

/// Sets up an accepted socket. Before and after the upgrade:
///
/// ```
/// [SslHandler >] HttpServerCodec > HttpObjectAggregator > UpgradeHandler
/// [SslHandler >] Gate > FrameParser > RelayConnection
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
    private final Optional<Certificate> certificate;

    /// @param certificate for `wss`
    RelayPipeline(Station station, Optional<Certificate> certificate) {
        this.station = station;
        this.certificate = certificate;
    }

    @Override
    protected void initChannel(Channel socket) {
        Sockets.Welcome welcome = station.sockets().enter(socket);
        if (welcome == Sockets.Welcome.OVERRUN) {
            station.tally().handshakeFailed(HandshakeFault.TOO_MANY_CONNECTIONS);
            var _ = socket.close();
            return;
        }
        certificate.ifPresent(shown -> socket.pipeline().addLast(tls(shown, socket)));
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

    private SslHandler tls(Certificate shown, Channel socket) {
        SslHandler handler = shown.context().newHandler(socket.alloc());
        handler.setHandshakeTimeoutMillis(station.config().handshakes().timeout().toMillis());
        return handler;
    }
}
