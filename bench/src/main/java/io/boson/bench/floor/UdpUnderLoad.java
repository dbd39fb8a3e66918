package io.boson.bench.floor;

import io.boson.bench.process.Floor;
import io.boson.relay.stun.StunLimits;
import io.boson.relay.udp.DatagramBatch;
import io.boson.relay.udp.DatagramHandler;
import io.boson.relay.udp.DatagramTable;
import io.boson.relay.udp.UdpConfig;
import io.boson.relay.udp.UdpPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The relay's UDP port with its batches, its STUN and its counters, and behind it a handler that
/// does as [UdpForwarderFloor] does.
public final class UdpUnderLoad {

    private UdpUnderLoad() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        InetSocketAddress home = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        try (UdpPort port =
                UdpPort.open(
                        UdpConfig.defaults(home),
                        StunLimits.DEFAULT,
                        1,
                        new Across(),
                        broken -> System.exit(1))) {
            port.start();
            System.out.println(Floor.SERVES + port.localAddress().getPort());
            Thread.currentThread().join();
        }
    }

    /// From one side to the other.
    private static final class Across implements DatagramHandler {

        private final Side older = new Side();
        private final Side newer = new Side();

        @Override
        public void handle(DatagramBatch batch, long now) {
            DatagramTable came = batch.arrivals();
            for (int row = 0; row < came.size(); row++) {
                if (came.length(row) == UdpForwarderFloor.GREETING_BYTES) {
                    older.become(newer.high, newer.low, newer.port);
                    newer.become(came.high(row), came.low(row), came.port(row));
                } else {
                    Side to = older.sent(came, row) ? newer : older;
                    batch.departures()
                            .add(came.offset(row), came.length(row), to.high, to.low, to.port);
                }
            }
        }
    }

    private static final class Side {

        private long high;
        private long low;
        private int port;

        void become(long newHigh, long newLow, int newPort) {
            high = newHigh;
            low = newLow;
            port = newPort;
        }

        boolean sent(DatagramTable came, int row) {
            return came.port(row) == port && came.low(row) == low && came.high(row) == high;
        }
    }
}
