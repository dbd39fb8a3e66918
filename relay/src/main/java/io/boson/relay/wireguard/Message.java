package io.boson.relay.wireguard;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Where things are in WireGuard's messages (whitepaper, sections 5.4.2 to 5.4.7). Numbers are
/// little-endian, and the three bytes after a type are zero, so type and zeros are one number.
///
/// ```
/// initiation     0 type 1     4 sender      8 ephemeral  40 static  88 timestamp
///                                             116 mac1   132 mac2                  148
/// response       0 type 2     4 sender      8 receiver   12 ephemeral  44 empty
///                                             60 mac1    76 mac2                    92
/// cookie reply   0 type 3     4 receiver    8 nonce      32 encrypted cookie        64
/// transport      0 type 4     4 receiver    8 counter    16 encrypted packet        32+
/// ```
///
/// A transport message's length is mostly, and not always, a multiple of 16: padding stops at the
/// tunnel's MTU.
public final class Message {

    public static final int INITIATION_BYTES = 148;
    public static final int RESPONSE_BYTES = 92;
    public static final int COOKIE_REPLY_BYTES = 64;
    public static final int TRANSPORT_BYTES_MIN = 32;

    /// What mac1 covers, and so where it lies.
    public static final int INITIATION_MAC1_AT = 116;

    public static final int RESPONSE_MAC1_AT = 60;

    /// What mac2 covers, and so where it lies.
    public static final int INITIATION_MAC2_AT = 132;

    public static final int MAC_BYTES = 16;

    private static final int FIRST_INDEX_AT = 4;
    private static final int SECOND_INDEX_AT = 8;

    private static final VarHandle WORDS =
            MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Message() {}

    /// The sender's index, in an initiation or a response.
    public static int sender(ByteBuffer bytes, int at) {
        return word(bytes, at + FIRST_INDEX_AT);
    }

    /// The receiver's index, in a response.
    public static int responseReceiver(ByteBuffer bytes, int at) {
        return word(bytes, at + SECOND_INDEX_AT);
    }

    /// The receiver's index, in a cookie reply or a transport message.
    public static int receiver(ByteBuffer bytes, int at) {
        return word(bytes, at + FIRST_INDEX_AT);
    }

    static int word(ByteBuffer bytes, int at) {
        return (int) WORDS.get(bytes, at);
    }
}
