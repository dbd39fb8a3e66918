package io.boson.relay.stun;

import java.nio.ByteBuffer;

/// A message and its attributes (RFC 8489 sections 5 and 14), all in network order:
///
/// ```
///   0                   1                   2                   3
///   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///  +-+-+-----------+-+-----+-+-----+-------------------------------+
///  |0 0| method    |C| method|C| m.|  length after these 20 bytes, |
///  |   | bits      |1| bits  |0|   |  a multiple of 4              |
///  +---------------------------------------------------------------+
///  |                   magic cookie 0x2112A442                     |
///  +---------------------------------------------------------------+
///  |                   transaction id, 96 bits                     |
///  |                                                               |
///  |                                                               |
///  +---------------------------------------------------------------+
///  |  attribute type               |  length of the value          |
///  +---------------------------------------------------------------+
///  |  value, padded to a multiple of 4                          ...|
///  +---------------------------------------------------------------+
///
///  method Binding, class (C1 C0): request 0x0001, success 0x0101, error 0x0111
/// ```
///
/// Attributes of types up to 0x7fff must be understood.
final class StunMessage {

    static final int HEADER_BYTES = 20;
    static final int ATTRIBUTE_HEADER_BYTES = 4;

    static final int BINDING_REQUEST = 0x0001;
    static final int BINDING_SUCCESS = 0x0101;
    static final int BINDING_ERROR = 0x0111;

    static final int MAGIC_COOKIE = 0x2112_a442;
    static final int LENGTH_AT = 2;
    static final int COOKIE_AT = 4;
    static final int TRANSACTION_AT = 8;
    static final int TRANSACTION_BYTES = 12;

    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int UNKNOWN_ATTRIBUTES = 0x000a;
    static final int MESSAGE_INTEGRITY_SHA256 = 0x001c;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int FINGERPRINT = 0x8028;

    private static final int OPTIONAL_FROM = 0x8000;

    private StunMessage() {}

    static int padded(int length) {
        return (length + 3) & ~3;
    }

    /// Whether a server that does not understand it must say so. Those of RFC 8489 itself are
    /// understood: a basic server has no use for a request's credentials.
    static boolean isUnknown(int attribute) {
        return attribute < OPTIONAL_FROM
                && switch (attribute) {
                    case 0x0001, // MAPPED-ADDRESS
                            0x0006, // USERNAME
                            MESSAGE_INTEGRITY,
                            ERROR_CODE,
                            UNKNOWN_ATTRIBUTES,
                            0x0014, // REALM
                            0x0015, // NONCE
                            MESSAGE_INTEGRITY_SHA256,
                            0x001d, // PASSWORD-ALGORITHM
                            0x001e, // USERHASH
                            XOR_MAPPED_ADDRESS ->
                            false;
                    default -> true;
                };
    }

    static int unsignedShort(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }
}
