package io.boson.relay.stun;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// Messages as hexadecimal digits, blanks and line ends anywhere.
final class StunBytes {

    /// A Binding request without attributes.
    static final String PLAIN = "0001 0000 2112a442 b7e7a701bc34d686fa87dfae";

    /// RFC 5769 section 2.1; its PRIORITY (0x0024) is ICE's.
    static final String RFC_5769_REQUEST =
            """
            00010058 2112a442 b7e7a701bc34d686fa87dfae
            80220010 5354554e207465737420636c69656e74
            00240004 6e0001ff
            80290008 932ff9b151263b36
            00060009 6576746a3a68367659202020
            00080014 9aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2
            80280004 e57a3bcf
            """;

    /// Section 2.2: to 192.0.2.1, port 32853.
    static final String RFC_5769_IPV4 =
            """
            0101003c 2112a442 b7e7a701bc34d686fa87dfae
            8022000b 7465737420766563746f7220
            00200008 0001a147e112a643
            00080014 2b91f599fd9e90c38c7489f92af9ba53f06be7d7
            80280004 c07d4c96
            """;

    /// Section 2.3: to 2001:db8:1234:5678:11:2233:4455:6677, port 32853.
    static final String RFC_5769_IPV6 =
            """
            01010048 2112a442 b7e7a701bc34d686fa87dfae
            8022000b 7465737420766563746f7220
            00200014 0002a1470113a9faa5d3f179bc25f4b5bed2b9d9
            00080014 a382954e4be67bf11784c97c8292c275bfe3ed41
            80280004 c8fb0b4c
            """;

    private StunBytes() {}

    static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
    }

    static String hex(ByteBuffer bytes, int at, int length) {
        return HexFormat.of().formatHex(array(bytes), at, at + length);
    }

    static byte[] array(ByteBuffer bytes) {
        byte[] array = new byte[bytes.capacity()];
        bytes.get(0, array);
        return array;
    }

    /// Without blanks and line ends.
    static String packed(String hex) {
        return hex.replaceAll("\\s", "");
    }

    /// A Binding request with these attributes and a right FINGERPRINT after them.
    static ByteBuffer fingerprinted(String attributes) {
        String packed = packed(attributes);
        int length = packed.length() / 2 + Fingerprint.BYTES;
        ByteBuffer bytes =
                bytes(
                        "0001%04x2112a442b7e7a701bc34d686fa87dfae".formatted(length)
                                + packed
                                + "8028000400000000");
        int end = bytes.capacity() - Fingerprint.BYTES;
        return bytes.putInt(
                bytes.capacity() - Fingerprint.VALUE_BYTES, Fingerprint.of(bytes, 0, end));
    }
}
