package io.boson.relay.stun;

import static io.boson.relay.stun.StunMessage.ATTRIBUTE_HEADER_BYTES;
import static io.boson.relay.stun.StunMessage.BINDING_REQUEST;
import static io.boson.relay.stun.StunMessage.COOKIE_AT;
import static io.boson.relay.stun.StunMessage.FINGERPRINT;
import static io.boson.relay.stun.StunMessage.HEADER_BYTES;
import static io.boson.relay.stun.StunMessage.LENGTH_AT;
import static io.boson.relay.stun.StunMessage.MAGIC_COOKIE;
import static io.boson.relay.stun.StunMessage.MESSAGE_INTEGRITY;
import static io.boson.relay.stun.StunMessage.MESSAGE_INTEGRITY_SHA256;

import java.nio.ByteBuffer;

/// Reads one request after the other, into the same fields. Whatever is not wholly a Binding
/// request as RFC 8489 section 6.3 wants it gets no answer at all.
final class BindingRequest {

    /// Unknown attributes that an error names; a request with more has them named in part.
    static final int UNKNOWN_MAX = 8;

    private final int[] unknown = new int[UNKNOWN_MAX];
    private int unknownCount;
    private boolean hasFingerprint;

    /// By the first byte, 0 in every Binding request and 1 to 4 in WireGuard's messages, and the
    /// magic cookie.
    static boolean looksLikeStun(ByteBuffer bytes, int at, int length) {
        return length >= HEADER_BYTES
                && bytes.get(at) == 0
                && bytes.getInt(at + COOKIE_AT) == MAGIC_COOKIE;
    }

    /// False where it is none, or broken.
    boolean read(ByteBuffer bytes, int at, int length) {
        unknownCount = 0;
        hasFingerprint = false;
        return looksLikeStun(bytes, at, length)
                && StunMessage.unsignedShort(bytes, at) == BINDING_REQUEST
                && StunMessage.unsignedShort(bytes, at + LENGTH_AT) == length - HEADER_BYTES
                && length % 4 == 0
                && readAttributes(bytes, at, length);
    }

    private boolean readAttributes(ByteBuffer bytes, int start, int length) {
        boolean sealed = false;
        int end = start + length;
        int at = start + HEADER_BYTES;
        while (at < end) {
            int type = StunMessage.unsignedShort(bytes, at);
            int valueLength = StunMessage.unsignedShort(bytes, at + 2);
            int value = at + ATTRIBUTE_HEADER_BYTES;
            int next = value + StunMessage.padded(valueLength);
            if (next > end) {
                return false;
            }
            if (type == FINGERPRINT) {
                hasFingerprint = true;
                return next == end
                        && valueLength == Fingerprint.VALUE_BYTES
                        && bytes.getInt(value) == Fingerprint.of(bytes, start, at - start);
            }
            // What comes after the integrity is not covered by it and is ignored.
            if (!sealed && StunMessage.isUnknown(type)) {
                addUnknown(type);
            }
            sealed |= type == MESSAGE_INTEGRITY || type == MESSAGE_INTEGRITY_SHA256;
            at = next;
        }
        return true;
    }

    private void addUnknown(int type) {
        if (unknownCount < UNKNOWN_MAX) {
            unknown[unknownCount++] = type;
        }
    }

    boolean hasFingerprint() {
        return hasFingerprint;
    }

    int unknownCount() {
        return unknownCount;
    }

    int unknown(int index) {
        return unknown[index];
    }
}
