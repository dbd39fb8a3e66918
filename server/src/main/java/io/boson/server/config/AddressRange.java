package io.boson.server.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// Addresses that begin with the same bits: `192.0.2.0/24`, `2001:db8::/32`; one alone is all bits.
public record AddressRange(InetAddress base, int bits) {

    private static final int RANGES_MAX = 64;

    public AddressRange {
        if (bits < 0 || bits > base.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("no range: " + base + "/" + bits);
        }
    }

    public boolean contains(InetAddress address) {
        byte[] ours = base.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /// @param text ranges by comma, at most 64; empty for none
    /// @throws ConfigException where one is none
    static List<AddressRange> parseAll(String key, String text) {
        List<AddressRange> ranges = new ArrayList<>();
        for (String one : text.isBlank() ? new String[0] : text.split(",", -1)) {
            ranges.add(parse(key, one.strip()));
        }
        if (ranges.size() > RANGES_MAX) {
            throw new ConfigException(key, "must have at most " + RANGES_MAX + " ranges");
        }
        return List.copyOf(ranges);
    }

    private static AddressRange parse(String key, String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int bits =
                    slash < 0
                            ? base.getAddress().length * Byte.SIZE
                            : Integer.parseInt(text.substring(slash + 1));
            return new AddressRange(base, bits);
        } catch (IllegalArgumentException none) {
            throw new ConfigException(
                    key,
                    "must be addresses such as 192.0.2.1 or 192.0.2.0/24, not \"%s\""
                            .formatted(text.substring(0, Math.min(60, text.length()))));
        }
    }
}
