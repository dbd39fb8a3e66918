package io.boson.server.turn.stun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A message that was received; [StunWriter] makes those that are sent.
final class StunMessage {

    static final int HEADER_BYTES = 20;
    static final int MAGIC_COOKIE = 0x2112_a442;
    static final int TRANSACTION_BYTES = 12;

    /// Beyond what any server of ours would send; UDP would have to fragment it.
    static final int BYTES_MAX = 4096;

    private static final int ATTRIBUTE_HEADER_BYTES = 4;
    private static final int REASON_CHARS_MAX = 80;

    private final byte[] raw;
    private final Map<Integer, Integer> offsets;

    private StunMessage(byte[] raw, Map<Integer, Integer> offsets) {
        this.raw = raw;
        this.offsets = Map.copyOf(offsets);
    }

    /// @param raw one whole message and nothing more
    /// @throws StunException where it is none, or its fingerprint is another's
    static StunMessage read(byte[] raw) throws StunException {
        if (raw.length < HEADER_BYTES || raw.length > BYTES_MAX) {
            throw new StunException("an answer of " + raw.length + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.wrap(raw);
        if ((raw[0] & 0xc0) != 0 || bytes.getInt(4) != MAGIC_COOKIE) {
            throw new StunException("an answer that is not STUN");
        }
        if (length(raw) != raw.length - HEADER_BYTES || raw.length % 4 != 0) {
            throw new StunException("an answer of another length than it says");
        }
        StunMessage message = new StunMessage(raw, offsets(bytes));
        if (message.has(Attribute.FINGERPRINT) && !message.fingerprintFits()) {
            throw new StunException("an answer with a wrong fingerprint");
        }
        return message;
    }

    /// What follows a header, in bytes.
    static int length(byte[] header) {
        return ByteBuffer.wrap(header).getShort(2) & 0xffff;
    }

    /// Of an attribute that comes twice the first counts (RFC 8489 14).
    private static Map<Integer, Integer> offsets(ByteBuffer bytes) throws StunException {
        Map<Integer, Integer> offsets = new HashMap<>();
        int at = HEADER_BYTES;
        while (at < bytes.capacity()) {
            int length = bytes.getShort(at + 2) & 0xffff;
            int next = at + ATTRIBUTE_HEADER_BYTES + StunWriter.padded(length);
            if (next > bytes.capacity()) {
                throw new StunException("an answer with an attribute that is cut short");
            }
            offsets.putIfAbsent(bytes.getShort(at) & 0xffff, at);
            at = next;
        }
        return offsets;
    }

    Kind kind() {
        int type = type();
        return Kind.of((type >> 4 & 1) | (type >> 7 & 2));
    }

    int method() {
        int type = type();
        return (type & 0xf) | (type >> 1 & 0x70) | (type >> 2 & 0xf80);
    }

    private int type() {
        return ByteBuffer.wrap(raw).getShort(0) & 0x3fff;
    }

    byte[] transaction() {
        return Arrays.copyOfRange(raw, 8, HEADER_BYTES);
    }

    boolean has(int attribute) {
        return offsets.containsKey(attribute);
    }

    Optional<byte[]> find(int attribute) {
        Integer at = offsets.get(attribute);
        if (at == null) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(raw).getShort(at + 2) & 0xffff;
        int begin = at + ATTRIBUTE_HEADER_BYTES;
        return Optional.of(Arrays.copyOfRange(raw, begin, begin + length));
    }

    /// @throws StunException where it is not there
    byte[] value(int attribute) throws StunException {
        return find(attribute)
                .orElseThrow(
                        () ->
                                new StunException(
                                        "an answer without attribute 0x%04x".formatted(attribute)));
    }

    String text(int attribute) throws StunException {
        return new String(value(attribute), StandardCharsets.UTF_8);
    }

    /// Why it was refused (RFC 8489 14.8): `|0 ...|class 3 bits|number 8 bits|reason ...|`.
    TurnRefusedException refusal() throws StunException {
        byte[] value = value(Attribute.ERROR_CODE);
        if (value.length < 4) {
            throw new StunException("a refusal without a code");
        }
        String reason = new String(value, 4, value.length - 4, StandardCharsets.UTF_8);
        return new TurnRefusedException(
                (value[2] & 7) * 100 + (value[3] & 0xff),
                reason.substring(0, Math.min(reason.length(), REASON_CHARS_MAX))
                        .replaceAll("\\p{Cntrl}+", " "));
    }

    /// Whether somebody who knows this key made it: MESSAGE-INTEGRITY over all before it, with a
    /// length as if it were the last attribute (RFC 8489 14.5).
    boolean isFrom(LongTermKey key) {
        Integer at = offsets.get(Attribute.MESSAGE_INTEGRITY);
        if (at == null) {
            return false;
        }
        byte[] covered = Arrays.copyOf(raw, at);
        StunWriter.setLength(covered, at - HEADER_BYTES + StunWriter.INTEGRITY_BYTES);
        return find(Attribute.MESSAGE_INTEGRITY)
                .filter(said -> java.security.MessageDigest.isEqual(said, key.sign(covered)))
                .isPresent();
    }

    private boolean fingerprintFits() {
        int at = offsets.getOrDefault(Attribute.FINGERPRINT, 0);
        return find(Attribute.FINGERPRINT)
                .filter(said -> said.length == 4)
                .filter(
                        said ->
                                ByteBuffer.wrap(said).getInt()
                                        == StunWriter.fingerprint(Arrays.copyOf(raw, at)))
                .isPresent();
    }
}
