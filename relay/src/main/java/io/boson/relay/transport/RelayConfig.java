package io.boson.relay.transport;

import io.boson.relay.forward.SendLimits;
import io.boson.relay.forward.SendingRates;
import java.time.Duration;

/// The relay's settings.
///
/// @param host the address to listen on
/// @param port 0 to 65535; 0 takes a free one, which [RelayServer#port] names
/// @param threads event loops; 1 to 64
/// @param connectionsMax sockets at once, handshaking ones among them; 1 to 1,000,000
/// @param heartbeatInterval between the relay's signs of life; a peer silent for three of them is
///     closed; 50 ms to 10 min
/// @param closeTimeout how long a peer may take to answer a close frame; 10 ms to 30 s
/// @param stopTimeout how long [RelayServer#stop] waits for peers; 10 ms to 60 s
/// @param reconnectSpread peers sent away come back at random within this; 100 ms to 10 min
/// @param faultsPerMinuteMax unreadable frames in a minute, beyond which a peer is closed; 1 to
///     100,000
public record RelayConfig(
        String host,
        int port,
        int threads,
        int connectionsMax,
        HandshakeLimits handshakes,
        SendLimits sending,
        SendingRates rates,
        Duration heartbeatInterval,
        Duration closeTimeout,
        Duration stopTimeout,
        Duration reconnectSpread,
        int faultsPerMinuteMax,
        Security security) {

    private static final Duration TEN_MILLIS = Duration.ofMillis(10);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    public RelayConfig {
        Bounds.within("port", port, 0, 65_535);
        Bounds.within("threads", threads, 1, 64);
        Bounds.within("connectionsMax", connectionsMax, 1, 1_000_000);
        Bounds.within("heartbeatInterval", heartbeatInterval, Duration.ofMillis(50), TEN_MINUTES);
        Bounds.within("closeTimeout", closeTimeout, TEN_MILLIS, Duration.ofSeconds(30));
        Bounds.within("stopTimeout", stopTimeout, TEN_MILLIS, Duration.ofSeconds(60));
        Bounds.within("reconnectSpread", reconnectSpread, Duration.ofMillis(100), TEN_MINUTES);
        Bounds.within("faultsPerMinuteMax", faultsPerMinuteMax, 1, 100_000);
    }

    public RelayConfig with(Security wanted) {
        return new RelayConfig(
                host,
                port,
                threads,
                connectionsMax,
                handshakes,
                sending,
                rates,
                heartbeatInterval,
                closeTimeout,
                stopTimeout,
                reconnectSpread,
                faultsPerMinuteMax,
                wanted);
    }

    public RelayConfig with(HandshakeLimits wanted) {
        return new RelayConfig(
                host,
                port,
                threads,
                connectionsMax,
                wanted,
                sending,
                rates,
                heartbeatInterval,
                closeTimeout,
                stopTimeout,
                reconnectSpread,
                faultsPerMinuteMax,
                security);
    }

    public RelayConfig with(SendingRates wanted) {
        return new RelayConfig(
                host,
                port,
                threads,
                connectionsMax,
                handshakes,
                sending,
                wanted,
                heartbeatInterval,
                closeTimeout,
                stopTimeout,
                reconnectSpread,
                faultsPerMinuteMax,
                security);
    }

    public static RelayConfig defaults(String host, int port) {
        return new RelayConfig(
                host,
                port,
                Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 2),
                20_000,
                HandshakeLimits.DEFAULT,
                SendLimits.DEFAULT,
                SendingRates.DEFAULT,
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                120,
                new Security.Plain());
    }
}
