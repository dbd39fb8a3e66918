package io.boson.relay.flow;

import io.boson.events.node.WireGuardKey;
import io.boson.relay.wireguard.Forged;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.jspecify.annotations.Nullable;

/// As much of a WireGuard peer as a relay can tell apart. What real peers encrypt is a secret that
/// both ends of a pair know and nobody else: it stands for every proof that cryptography gives.
final class SimulatedPeer {

    private static final long SECOND = 1_000_000_000L;
    private static final long REKEY_AFTER = 120 * SECOND;
    private static final long REJECT_AFTER = 180 * SECOND;
    private static final long RETRY_AFTER = 5 * SECOND;
    private static final long NOTHING_HEARD = 15 * SECOND;
    private static final int SECRET_AT = 16;

    /// A key pair in use.
    private record KeyPair(int local, int remote, long since, boolean isInitiator) {}

    /// What it knows of one partner.
    private static final class Tunnel {
        private final WireGuardKey partner;
        private final long secret;
        private @Nullable KeyPair present;
        private @Nullable KeyPair before;
        private @Nullable KeyPair next;
        private byte[] initiation = new byte[0];
        private int pendingIndex;
        private long triedAt = -RETRY_AFTER;
        private long stamp;
        private long partnersStamp;
        private byte[] cookie = new byte[0];
        private long cookieAt;
        private long heardAt;
        private long longestGap;
        private int received;

        Tunnel(WireGuardKey partner, long secret) {
            this.partner = partner;
            this.secret = secret;
        }
    }

    final WireGuardKey key;
    Endpoint.Udp at;
    private final boolean isClient;
    private final Random random;
    private final Consumer<byte[]> out;
    private final Map<WireGuardKey, Tunnel> tunnels = new HashMap<>();

    SimulatedPeer(
            WireGuardKey key,
            Endpoint.Udp at,
            boolean isClient,
            Random random,
            Consumer<byte[]> out) {
        this.key = key;
        this.at = at;
        this.isClient = isClient;
        this.random = random;
        this.out = out;
    }

    void meet(WireGuardKey partner, long secret) {
        tunnels.put(partner, new Tunnel(partner, secret));
    }

    int received(WireGuardKey from) {
        return tunnel(from).received;
    }

    long longestGap(WireGuardKey from) {
        return tunnel(from).longestGap;
    }

    private Tunnel tunnel(WireGuardKey partner) {
        Tunnel tunnel = tunnels.get(partner);
        if (tunnel == null) {
            throw new AssertionError(partner);
        }
        return tunnel;
    }

    /// Once a second: something to send to everybody.
    void tick(long now, long measuredFrom) {
        for (Tunnel tunnel : tunnels.values()) {
            if (now > measuredFrom) {
                long since = Math.max(tunnel.heardAt, measuredFrom);
                tunnel.longestGap = Math.max(tunnel.longestGap, now - since);
            }
            KeyPair present = tunnel.present;
            boolean isUsable = present != null && now - present.since < REJECT_AFTER;
            if (present != null && isUsable) {
                send(tunnel, present);
            }
            boolean isOld =
                    present != null && present.isInitiator && now - present.since > REKEY_AFTER;
            boolean isDeaf = present != null && now - tunnel.heardAt > NOTHING_HEARD;
            if (!isUsable || isOld || isDeaf) {
                initiate(tunnel, now);
            }
        }
    }

    private void send(Tunnel tunnel, KeyPair pair) {
        byte[] message = Forged.transport(pair.remote, 48);
        words(message).putLong(SECRET_AT, tunnel.secret);
        out.accept(message);
    }

    private void initiate(Tunnel tunnel, long now) {
        if (now - tunnel.triedAt < RETRY_AFTER + random.nextLong(SECOND / 3)) {
            return;
        }
        tunnel.triedAt = now;
        tunnel.pendingIndex = random.nextInt();
        byte[] message = Forged.initiation(tunnel.partner.bytes(), tunnel.pendingIndex, random);
        words(message).putLong(8, ++tunnel.stamp).putLong(SECRET_AT, tunnel.secret);
        message = Forged.signed(message, tunnel.partner.bytes());
        boolean hasCookie = tunnel.cookie.length > 0 && now - tunnel.cookieAt < 115 * SECOND;
        tunnel.initiation = hasCookie ? Forged.withMac2(message, tunnel.cookie) : message;
        out.accept(tunnel.initiation);
    }

    void receive(byte[] message, long now) {
        switch (message[0]) {
            case 1 -> initiation(message, now);
            case 2 -> response(message, now);
            case 3 -> cookie(message, now);
            default -> transport(message, now);
        }
    }

    private void initiation(byte[] message, long now) {
        for (Tunnel tunnel : tunnels.values()) {
            long stamp = words(message).getLong(8);
            if (words(message).getLong(SECRET_AT) == tunnel.secret
                    && stamp > tunnel.partnersStamp) {
                tunnel.partnersStamp = stamp;
                int local = random.nextInt();
                int remote = words(message).getInt(4);
                tunnel.next = new KeyPair(local, remote, now, false);
                byte[] response = Forged.response(tunnel.partner.bytes(), local, remote, random);
                words(response).putLong(SECRET_AT, tunnel.secret);
                out.accept(Forged.signed(response, tunnel.partner.bytes()));
            }
        }
    }

    private void response(byte[] message, long now) {
        for (Tunnel tunnel : tunnels.values()) {
            if (words(message).getLong(SECRET_AT) == tunnel.secret
                    && words(message).getInt(8) == tunnel.pendingIndex
                    && tunnel.initiation.length > 0) {
                tunnel.initiation = new byte[0];
                int remote = words(message).getInt(4);
                use(tunnel, new KeyPair(tunnel.pendingIndex, remote, now, true));
                tunnel.heardAt = Math.max(tunnel.heardAt, now);
                send(tunnel, new KeyPair(tunnel.pendingIndex, remote, now, true));
            }
        }
    }

    private static void use(Tunnel tunnel, KeyPair pair) {
        tunnel.before = tunnel.present;
        tunnel.present = pair;
        tunnel.next = null;
    }

    private void cookie(byte[] message, long now) {
        for (Tunnel tunnel : tunnels.values()) {
            if (words(message).getInt(4) == tunnel.pendingIndex && tunnel.initiation.length > 0) {
                cookie(tunnel, message, now);
            }
        }
    }

    private static void cookie(Tunnel tunnel, byte[] message, long now) {
        try {
            tunnel.cookie = Forged.cookie(message, tunnel.partner.bytes(), tunnel.initiation);
            tunnel.cookieAt = now;
        } catch (InvalidCipherTextException forged) {
            // As WireGuard does: not for this initiation, and nothing changes.
        }
    }

    private void transport(byte[] message, long now) {
        int index = words(message).getInt(4);
        for (Tunnel tunnel : tunnels.values()) {
            if (message.length != 48 || words(message).getLong(SECRET_AT) != tunnel.secret) {
                continue;
            }
            KeyPair next = tunnel.next;
            if (next != null && next.local == index) {
                use(tunnel, next);
            }
            if (is(tunnel.present, index, now) || is(tunnel.before, index, now)) {
                tunnel.heardAt = now;
                tunnel.received++;
            }
        }
    }

    private static boolean is(@Nullable KeyPair pair, int index, long now) {
        return pair != null && pair.local == index && now - pair.since < REJECT_AFTER;
    }

    boolean isClient() {
        return isClient;
    }

    private static ByteBuffer words(byte[] message) {
        return ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    }
}
