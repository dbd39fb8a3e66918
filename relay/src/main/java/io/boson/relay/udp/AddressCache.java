package io.boson.relay.udp;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// The JDK's form of addresses that were lately used: sending to one of them makes no object. Each
/// address has one place, and the last one there stays.
///
/// Any thread, without a lock: entries are immutable, so whoever sees one sees it whole, and a lost
/// write costs an object and nothing else.
final class AddressCache {

    private static final long SPREAD_HIGH = 0x9e37_79b9_7f4a_7c15L;
    private static final long SPREAD_LOW = 0xc2b2_ae3d_27d4_eb4fL;

    private record Entry(long high, long low, int port, InetSocketAddress address) {}

    private final @Nullable Entry[] entries;
    private final int shift;

    /// @param bits of the number of places
    AddressCache(int bits) {
        this.entries = new Entry[1 << bits];
        this.shift = Long.SIZE - bits;
    }

    InetSocketAddress address(long high, long low, int port) {
        int place = place(high, low, port);
        Entry entry = entries[place];
        if (entry != null && entry.low == low && entry.high == high && entry.port == port) {
            return entry.address;
        }
        InetSocketAddress address = UdpAddress.toSocketAddress(high, low, port);
        entries[place] = new Entry(high, low, port, address);
        return address;
    }

    private int place(long high, long low, int port) {
        long mixed = (high ^ (low + port) * SPREAD_LOW) * SPREAD_HIGH;
        return (int) ((mixed ^ (mixed << 32)) >>> shift);
    }
}
