package io.boson.server.simulate.play;

import io.boson.server.simulate.tally.Step;
import io.boson.server.simulate.tally.Tally;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// A client's ear at the relay, and the packets it sends: shaped like WireGuard's transport data
/// (type 4), and each to come back as it went.
///
/// ```text
/// +------+---------+----------------+-------------+-----------------+
/// | 4    | 0, 0, 0 | receiver index | counter     | session, twice  |
/// | 1 B  | 3 B     | 4 B            | 8 B, little | 32 B            |
/// +------+---------+----------------+-------------+-----------------+
/// ```
final class ClientEnd implements RelayEnd.Hearing {

    private static final byte TRANSPORT_DATA = 4;
    private static final int BYTES = 48;
    private static final int HEARD_MAX = 16;
    private static final long ECHO_NANOS_MAX = TimeUnit.SECONDS.toNanos(3);

    private final Tally tally;
    private final UUID session;
    private final BlockingQueue<byte[]> heard = new ArrayBlockingQueue<>(HEARD_MAX);
    private long counter;

    ClientEnd(Tally tally, UUID session) {
        this.tally = tally;
        this.session = session;
    }

    /// Sends a packet and waits for it to come back.
    void exchange(RelayEnd end) throws InterruptedException {
        byte[] packet = packet();
        long start = System.nanoTime();
        tally.packetSent();
        try {
            end.packet(packet);
        } catch (IOException gone) {
            return; // counted as lost: sent, and not back
        }
        long left = ECHO_NANOS_MAX;
        while (left > 0) {
            byte[] came = heard.poll(left, TimeUnit.NANOSECONDS);
            if (came != null && Arrays.equals(came, packet)) {
                tally.done(Step.PACKET, System.nanoTime() - start);
                return;
            }
            left = ECHO_NANOS_MAX - (System.nanoTime() - start);
        }
    }

    private byte[] packet() {
        ByteBuffer packet = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        packet.put(TRANSPORT_DATA).put(new byte[3]).putInt(session.hashCode()).putLong(counter++);
        for (int i = 0; i < 2; i++) {
            packet.putLong(session.getMostSignificantBits());
            packet.putLong(session.getLeastSignificantBits());
        }
        return packet.array();
    }

    @Override
    public void text(String message) {
        // Announcements; what follows from them the close frame says too.
    }

    /// Beyond what anybody could be waiting for, the newest are dropped.
    @Override
    public void packet(byte[] bytes) {
        heard.offer(bytes);
    }
}
