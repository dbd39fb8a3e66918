package io.boson.server.limits;

import io.boson.server.config.Rate;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;

/// One limit, for each address by itself. Thread-safe, bounded in memory, wait-free.
public final class AddressLimit {

    private final Buckets<AddressPrefix> buckets;

    public AddressLimit(Rate rate, int bucketsMax, TimeMeter time) {
        this.buckets = new Buckets<>(rate, bucketsMax, time);
    }

    /// Counts one request.
    public Quota take(InetAddress address) {
        return buckets.take(AddressPrefix.of(address));
    }

    /// What counts as one address, as text.
    public static String prefix(InetAddress address) {
        return AddressPrefix.of(address).toString();
    }
}
