package io.boson.relay.stun;

import static io.boson.relay.stun.StunMessage.ATTRIBUTE_HEADER_BYTES;
import static io.boson.relay.stun.StunMessage.BINDING_ERROR;
import static io.boson.relay.stun.StunMessage.BINDING_SUCCESS;
import static io.boson.relay.stun.StunMessage.COOKIE_AT;
import static io.boson.relay.stun.StunMessage.ERROR_CODE;
import static io.boson.relay.stun.StunMessage.FINGERPRINT;
import static io.boson.relay.stun.StunMessage.HEADER_BYTES;
import static io.boson.relay.stun.StunMessage.LENGTH_AT;
import static io.boson.relay.stun.StunMessage.MAGIC_COOKIE;
import static io.boson.relay.stun.StunMessage.TRANSACTION_AT;
import static io.boson.relay.stun.StunMessage.TRANSACTION_BYTES;
import static io.boson.relay.stun.StunMessage.UNKNOWN_ATTRIBUTES;
import static io.boson.relay.stun.StunMessage.XOR_MAPPED_ADDRESS;

import java.nio.ByteBuffer;

/// Writes the answers (RFC 8489 sections 6.3.1 and 14), no longer than they must be, since a source
/// address may be a lie: no SOFTWARE, no reason phrase, FINGERPRINT only where the request had one.
///
/// ```
/// XOR-MAPPED-ADDRESS               ERROR-CODE                     UNKNOWN-ATTRIBUTES
/// +--------------+--------------+  +--------------+-----+------+  +--------------+-----------+
/// | 0x0020       | 8 or 20      |  | 0x0009       | 4          |  | 0x000a       | 2 n       |
/// +------+-------+--------------+  +--------------+-----+------+  +--------------+-----------+
/// | 0    | 1 or 2| port XOR     |  | 0            | 4   | 20   |  | type         | type ...  |
/// |      | v4, v6| cookie's top |  |              | x00 |      |  | padded to a multiple of 4|
/// +------+-------+--------------+  +--------------+-----+------+  +--------------------------+
/// | IPv4 XOR cookie, or         |
/// | IPv6 XOR cookie and id ...  |
/// +-----------------------------+
/// ```
final class BindingAnswer {

    /// Header, ERROR-CODE, UNKNOWN-ATTRIBUTES, FINGERPRINT.
    static final int BYTES_MAX =
            HEADER_BYTES
                    + 2 * ATTRIBUTE_HEADER_BYTES
                    + 4
                    + 2 * BindingRequest.UNKNOWN_MAX
                    + Fingerprint.BYTES;

    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private static final int IPV4_VALUE_BYTES = 8;
    private static final int IPV6_VALUE_BYTES = 20;
    private static final int ERROR_VALUE_BYTES = 4;
    private static final int UNKNOWN_ATTRIBUTE = 4 << Byte.SIZE | 20;

    private BindingAnswer() {}

    /// @param high first half of the IPv6 address; not looked at with IPv4
    /// @param low second half; the last four bytes are the IPv4 address
    /// @return the answer's length
    static int success(
            ByteBuffer request,
            int from,
            boolean isIpv4,
            long high,
            long low,
            int port,
            boolean withFingerprint,
            ByteBuffer answer,
            int at) {
        header(request, from, BINDING_SUCCESS, answer, at);
        int valueBytes = isIpv4 ? IPV4_VALUE_BYTES : IPV6_VALUE_BYTES;
        int value = attribute(answer, at + HEADER_BYTES, XOR_MAPPED_ADDRESS, valueBytes);
        answer.put(value, (byte) 0);
        answer.put(value + 1, (byte) (isIpv4 ? IPV4 : IPV6));
        answer.putShort(value + 2, (short) (port ^ (MAGIC_COOKIE >>> Short.SIZE)));
        if (isIpv4) {
            answer.putInt(value + 4, (int) low ^ MAGIC_COOKIE);
        } else {
            answer.putLong(value + 4, high ^ request.getLong(from + COOKIE_AT));
            answer.putLong(value + 12, low ^ request.getLong(from + COOKIE_AT + Long.BYTES));
        }
        return finish(answer, at, value + valueBytes, withFingerprint);
    }

    /// Error 420, naming what was not understood.
    ///
    /// @return the answer's length
    static int unknownAttributes(
            ByteBuffer bytes, int from, BindingRequest request, ByteBuffer answer, int at) {
        header(bytes, from, BINDING_ERROR, answer, at);
        int code = attribute(answer, at + HEADER_BYTES, ERROR_CODE, ERROR_VALUE_BYTES);
        answer.putInt(code, UNKNOWN_ATTRIBUTE);
        int count = request.unknownCount();
        int value =
                attribute(
                        answer, code + ERROR_VALUE_BYTES, UNKNOWN_ATTRIBUTES, count * Short.BYTES);
        for (int i = 0; i < count; i++) {
            answer.putShort(value + i * Short.BYTES, (short) request.unknown(i));
        }
        int end = value + count * Short.BYTES;
        if (count % 2 == 1) {
            answer.putShort(end, (short) 0);
            end += Short.BYTES;
        }
        return finish(answer, at, end, request.hasFingerprint());
    }

    private static void header(ByteBuffer request, int from, int type, ByteBuffer answer, int at) {
        answer.putShort(at, (short) type);
        answer.putInt(at + COOKIE_AT, MAGIC_COOKIE);
        answer.put(at + TRANSACTION_AT, request, from + TRANSACTION_AT, TRANSACTION_BYTES);
    }

    private static int attribute(ByteBuffer answer, int at, int type, int valueBytes) {
        answer.putShort(at, (short) type);
        answer.putShort(at + 2, (short) valueBytes);
        return at + ATTRIBUTE_HEADER_BYTES;
    }

    private static int finish(ByteBuffer answer, int start, int end, boolean withFingerprint) {
        int length = end - start + (withFingerprint ? Fingerprint.BYTES : 0);
        answer.putShort(start + LENGTH_AT, (short) (length - HEADER_BYTES));
        if (withFingerprint) {
            int value = attribute(answer, end, FINGERPRINT, Fingerprint.VALUE_BYTES);
            answer.putInt(value, Fingerprint.of(answer, start, end - start));
        }
        return length;
    }
}
