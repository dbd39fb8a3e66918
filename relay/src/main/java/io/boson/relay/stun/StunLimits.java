package io.boson.relay.stun;

/// How often an address is answered: an IPv4 address, or an IPv6 network of 64 bits, which is what
/// one customer has.
///
/// @param perSecond answers a second; 1 to 10,000
/// @param burst answers at once after a pause; 1 to 10,000
/// @param addresses remembered at once; 64 to 1,048,576, rounded up to a power of two. Beyond it
///     newcomers share a budget with somebody known
public record StunLimits(int perSecond, int burst, int addresses) {

    /// A client repeats a request at most six times in 40 s (RFC 8489 section 6.2.1); many may be
    /// behind one address of a carrier's NAT.
    public static final StunLimits DEFAULT = new StunLimits(20, 60, 16_384);

    private static final int RATE_HIGH = 10_000;
    private static final int ADDRESSES_LOW = 64;
    private static final int ADDRESSES_HIGH = 1 << 20;

    public StunLimits {
        within("perSecond", perSecond, 1, RATE_HIGH);
        within("burst", burst, 1, RATE_HIGH);
        within("addresses", addresses, ADDRESSES_LOW, ADDRESSES_HIGH);
    }

    private static void within(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    "%s must be from %d to %d, is %d".formatted(name, low, high, value));
        }
    }
}
