package io.boson.relay.wireguard;

import static io.boson.relay.fuzz.FuzzInput.check;

import io.boson.relay.fuzz.FuzzContract;
import io.boson.relay.fuzz.FuzzInput;
import io.boson.relay.wire.WireGuardPacket;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.InvalidCipherTextException;

/// Of any datagram: its kind is what the whitepaper says, mac1 and mac2 count only where they are
/// right, and nothing beside the datagram is looked at.
///
/// ```
/// input   0 bit 1: mac1 made right   1 bytes before it in its buffer   2 the datagram
/// ```
public class MessageFuzzTest extends FuzzContract {

    private static final int RUNS = 40_000;
    private static final byte[] KEY = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
        17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32
    };
    private static final long HIGH = 0x2001_0db8_0000_0000L;
    private static final int PORT = 51820;

    public MessageFuzzTest() {
        super(RUNS);
    }

    @Override
    protected List<byte[]> seeds() {
        Random random = new Random(1);
        return List.of(
                input(0, Forged.initiation(KEY, 7, random)),
                input(1, Forged.response(KEY, 7, 8, random)),
                input(0, Forged.cookieReply(7, random)),
                input(0, Forged.transport(7, 32)));
    }

    private static byte[] input(int sign, byte[] message) {
        return ByteBuffer.allocate(2 + message.length)
                .put((byte) sign)
                .put((byte) 3)
                .put(message)
                .array();
    }

    @Override
    protected void feed(byte[] input) {
        fuzzerTestOneInput(input);
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        boolean sign = input.flag();
        int at = input.below(32);
        byte[] message = input.rest();
        MessageType kind = kind(message);
        boolean hasMac1 = kind == MessageType.INITIATION || kind == MessageType.RESPONSE;
        if (sign && hasMac1) {
            message = Forged.signed(message, KEY);
        }

        for (int beside : new int[] {0, 0xff}) {
            byte[] around = new byte[at + message.length + 16];
            Arrays.fill(around, (byte) beside);
            System.arraycopy(message, 0, around, at, message.length);
            ByteBuffer buffer = ByteBuffer.wrap(around);
            check(MessageType.of(buffer, at, message.length) == kind, "not " + kind);
            boolean isHandshake = kind != MessageType.TRANSPORT && kind != MessageType.MALFORMED;
            check(
                    WireGuardPacket.isHandshake(Unpooled.wrappedBuffer(around), at, message.length)
                            == isHandshake,
                    "two readers of " + kind);
            checkIndices(kind, buffer, at, message);
        }
        if (hasMac1) {
            checkMac1(kind, message);
        }
        if (kind == MessageType.INITIATION) {
            checkCookie(message);
        }
    }

    /// The whitepaper's section 5.4, byte for byte.
    private static MessageType kind(byte[] message) {
        int length = message.length;
        if (length < 32 || message[1] != 0 || message[2] != 0 || message[3] != 0) {
            return MessageType.MALFORMED;
        }
        return switch (message[0]) {
            case 1 -> length == 148 ? MessageType.INITIATION : MessageType.MALFORMED;
            case 2 -> length == 92 ? MessageType.RESPONSE : MessageType.MALFORMED;
            case 3 -> length == 64 ? MessageType.COOKIE_REPLY : MessageType.MALFORMED;
            case 4 -> MessageType.TRANSPORT;
            default -> MessageType.MALFORMED;
        };
    }

    private static void checkIndices(MessageType kind, ByteBuffer buffer, int at, byte[] message) {
        ByteBuffer words = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        switch (kind) {
            case INITIATION -> check(Message.sender(buffer, at) == words.getInt(4), "sender");
            case RESPONSE -> {
                check(Message.sender(buffer, at) == words.getInt(4), "sender");
                check(Message.responseReceiver(buffer, at) == words.getInt(8), "receiver");
            }
            case COOKIE_REPLY, TRANSPORT ->
                    check(Message.receiver(buffer, at) == words.getInt(4), "receiver");
            case MALFORMED -> {
                // Nothing of it is read.
            }
        }
    }

    private static void checkMac1(MessageType kind, byte[] message) {
        int at =
                kind == MessageType.INITIATION
                        ? Message.INITIATION_MAC1_AT
                        : Message.RESPONSE_MAC1_AT;
        boolean isRight = Arrays.equals(message, Forged.signed(message.clone(), KEY));
        check(new PeerMacs(KEY).isAddressed(message, at) == isRight, "mac1 is " + isRight);
        byte[] other = KEY.clone();
        other[0]++;
        check(!(isRight && new PeerMacs(other).isAddressed(message, at)), "another's mac1");
    }

    /// A peer that takes the cookie of any initiation proves its address by it, and no other.
    private static void checkCookie(byte[] initiation) {
        CookieJar jar = new CookieJar(new Random(2), 0);
        ByteBuffer reply = ByteBuffer.allocate(Message.COOKIE_REPLY_BYTES);
        check(!jar.isProof(initiation, HIGH, 1, PORT, 0), "a proof without a cookie");
        jar.reply(initiation, new PeerMacs(KEY), HIGH, 1, PORT, reply, 0);
        try {
            byte[] cookie = Forged.cookie(reply.array(), KEY, initiation);
            byte[] proven = Forged.withMac2(initiation, cookie);
            check(CookieJar.hasMac2(proven), "has mac2");
            check(jar.isProof(proven, HIGH, 1, PORT, 1), "no proof");
            check(!jar.isProof(proven, HIGH, 2, PORT, 1), "a proof of another address");
        } catch (InvalidCipherTextException unreadable) {
            throw new AssertionError("a cookie that its peer cannot read", unreadable);
        }
    }
}
