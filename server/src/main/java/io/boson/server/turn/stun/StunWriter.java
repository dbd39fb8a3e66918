package io.boson.server.turn.stun;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// A message that is to be sent, attribute by attribute.
final class StunWriter {

    static final int INTEGRITY_BYTES = 24;

    private static final int FINGERPRINT_BYTES = 8;
    private static final int FINGERPRINT_XOR = 0x5354_554e;

    private final byte[] transaction;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);

    StunWriter(int method, Kind kind, byte[] transaction) {
        this.transaction = transaction.clone();
        int c = kind.bits();
        int type =
                (method & 0xf)
                        | (method & 0x70) << 1
                        | (method & 0xf80) << 2
                        | (c & 1) << 4
                        | (c & 2) << 7;
        bytes.writeBytes(
                ByteBuffer.allocate(StunMessage.HEADER_BYTES)
                        .putShort((short) type)
                        .putShort((short) 0)
                        .putInt(StunMessage.MAGIC_COOKIE)
                        .put(transaction)
                        .array());
    }

    byte[] transaction() {
        return transaction.clone();
    }

    StunWriter put(int attribute, byte[] value) {
        bytes.writeBytes(
                ByteBuffer.allocate(4 + padded(value.length))
                        .putShort((short) attribute)
                        .putShort((short) value.length)
                        .put(value)
                        .array());
        return this;
    }

    StunWriter put(int attribute, String text) {
        return put(attribute, text.getBytes(StandardCharsets.UTF_8));
    }

    StunWriter put(int attribute, int number) {
        return put(attribute, ByteBuffer.allocate(4).putInt(number).array());
    }

    /// Signs all that was put so far (RFC 8489 14.5).
    StunWriter sign(LongTermKey key) {
        byte[] covered = bytes.toByteArray();
        setLength(covered, covered.length - StunMessage.HEADER_BYTES + INTEGRITY_BYTES);
        return put(Attribute.MESSAGE_INTEGRITY, key.sign(covered));
    }

    /// With FINGERPRINT at its end (RFC 8489 14.7).
    byte[] finish() {
        byte[] covered = bytes.toByteArray();
        int length = covered.length - StunMessage.HEADER_BYTES + FINGERPRINT_BYTES;
        setLength(covered, length);
        put(Attribute.FINGERPRINT, fingerprint(covered));
        byte[] whole = bytes.toByteArray();
        setLength(whole, length);
        return whole;
    }

    static int fingerprint(byte[] covered) {
        CRC32 crc = new CRC32();
        crc.update(covered);
        return (int) crc.getValue() ^ FINGERPRINT_XOR;
    }

    static void setLength(byte[] message, int length) {
        ByteBuffer.wrap(message).putShort(2, (short) length);
    }

    static int padded(int length) {
        return length + 3 & ~3;
    }
}
