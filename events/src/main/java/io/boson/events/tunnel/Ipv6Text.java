package io.boson.events.tunnel;

import java.nio.ByteBuffer;

/// IPv6 addresses as RFC 5952 section 4 writes them: in lower case, without leading zeros, the
/// longest run of two or more zero groups, the first of equals, as `::`.
final class Ipv6Text {

    private static final int GROUPS = 8;

    private Ipv6Text() {}

    /// @param address 16 bytes
    static String of(byte[] address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = ByteBuffer.wrap(address).getShort(2 * i) & 0xffff;
        }
        int from = 0;
        int length = 0;
        for (int i = 0; i < GROUPS; i++) {
            int run = zerosFrom(groups, i);
            if (run > length) {
                from = i;
                length = run;
            }
        }
        return length < 2
                ? joined(groups, 0, GROUPS)
                : joined(groups, 0, from) + "::" + joined(groups, from + length, GROUPS);
    }

    private static int zerosFrom(int[] groups, int from) {
        int to = from;
        while (to < GROUPS && groups[to] == 0) {
            to++;
        }
        return to - from;
    }

    private static String joined(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
