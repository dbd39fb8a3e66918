package io.boson.relay.stun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sources are those of RFC 5769's answers, so that their addresses can be compared byte by byte.
class StunResponderTest {

    private static final int PORT = 32_853;
    private static final long IPV4_LOW = 0xffff_c000_0201L;
    private static final long IPV6_HIGH = 0x2001_0db8_1234_5678L;
    private static final long IPV6_LOW = 0x0011_2233_4455_6677L;
    private static final String ID = "2112a442b7e7a701bc34d686fa87dfae";

    /// The request lies somewhere in its buffer, the answer goes somewhere in its own.
    private static final int AT = 5;

    private static final int TO = 3;

    private final StunResponder responder = new StunResponder(StunLimits.DEFAULT, 1, 0);

    @Test
    void anIpv4SourceIsToldItsAddress() {
        assertThat(answer(StunBytes.bytes(StunBytes.PLAIN), 0, IPV4_LOW))
                .isEqualTo("0101000c" + ID + "002000080001a147e112a643");
    }

    @Test
    void anIpv6SourceIsToldItsAddress() {
        assertThat(answer(StunBytes.bytes(StunBytes.PLAIN), IPV6_HIGH, IPV6_LOW))
                .isEqualTo("01010018" + ID + "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9");
    }

    @Test
    void aFingerprintIsAnsweredWithOne() {
        String answer = answer(StunBytes.fingerprinted(""), 0, IPV4_LOW);

        assertThat(answer).startsWith("01010014" + ID + "002000080001a147e112a64380280004");
        ByteBuffer bytes = StunBytes.bytes(answer);
        assertThat(bytes.getInt(bytes.capacity() - 4)).isEqualTo(Fingerprint.of(bytes, 0, 32));
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        // ICE's PRIORITY, and the fingerprint of the request.
        String answer = answer(StunBytes.bytes(StunBytes.RFC_5769_REQUEST), 0, IPV4_LOW);

        assertThat(answer)
                .startsWith("01110018" + ID + "0009000400000414" + "000a000200240000" + "80280004");
        assertThat(responder.counters()).isEqualTo(new StunCounters(0, 1, 0, 0));
    }

    @Test
    void anErrorNamesAFewAndStaysShorterThanWhatItAnswers() {
        StringBuilder attributes = new StringBuilder();
        for (int type = 0x0100; type < 0x0140; type++) {
            attributes.append("%04x0000".formatted(type));
        }
        ByteBuffer request = StunBytes.fingerprinted(attributes.toString());
        String answer = answer(request, 0, IPV4_LOW);

        assertThat(answer).contains("000a001001000101010201030104010501060107" + "8028");
        assertThat(answer.length() / 2)
                .isEqualTo(StunResponder.ANSWER_BYTES_MAX)
                .isLessThan(request.capacity());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "an optional attribute (SOFTWARE),      8022000161000000",
        "USERNAME,                              0006000461626364",
        "MESSAGE-INTEGRITY," + " 000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2",
        "something unknown after the integrity,"
                + " 000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a200240000",
    })
    void whatNeedNotBeUnderstoodIsPassedOver(String what, String attributes) {
        assertThat(answer(StunBytes.fingerprinted(attributes), 0, IPV4_LOW))
                .as(what)
                .startsWith("01010014" + ID);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nothing,                       ''",
        "cut in the header,             0001000021",
        "another cookie,                000100002112a443b7e7a701bc34d686fa87dfae",
        "longer than it says,           000100002112a442b7e7a701bc34d686fa87dfae00000000",
        "shorter than it says,          000100082112a442b7e7a701bc34d686fa87dfae00240000",
        "no multiple of four,           000100022112a442b7e7a701bc34d686fa87dfae0000",
        "half an attribute's value,     000100082112a442b7e7a701bc34d686fa87dfae8022000561626364",
        "an attribute of 65535 bytes,   000100042112a442b7e7a701bc34d686fa87dfae8022ffff",
        "a wrong fingerprint,           000100082112a442b7e7a701bc34d686fa87dfae8028000412345678",
        "a short fingerprint,           000100042112a442b7e7a701bc34d686fa87dfae80280000",
        "an indication,                 001100002112a442b7e7a701bc34d686fa87dfae",
        "a success,                     010100002112a442b7e7a701bc34d686fa87dfae",
        "an error,                      011100002112a442b7e7a701bc34d686fa87dfae",
        "TURN's Allocate,               000300002112a442b7e7a701bc34d686fa87dfae",
    })
    void whatIsNoWholeRequestGetsNoAnswer(String what, String hex) {
        assertThat(answer(StunBytes.bytes(hex), 0, IPV4_LOW)).as(what).isEmpty();
        assertThat(responder.counters()).isEqualTo(new StunCounters(0, 0, 0, 1));
    }

    @Test
    void aFingerprintIsTheLastAttribute() {
        ByteBuffer request = StunBytes.fingerprinted("");
        ByteBuffer longer = ByteBuffer.allocate(request.capacity() + 4);
        longer.put(request).putShort(2, (short) (longer.capacity() - 20));
        longer.putShort(28, (short) 0x8022);
        longer.putInt(24, Fingerprint.of(longer, 0, 20));

        assertThat(answer(longer, 0, IPV4_LOW)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a Binding request,             true,  000100002112a442b7e7a701bc34d686fa87dfae",
        "a broken one,                  true,  0001ffff2112a442b7e7a701bc34d686fa87dfae",
        "another cookie,                false, 000100002112a443b7e7a701bc34d686fa87dfae",
        "too short,                     false, 000100002112a442b7e7a701bc34d686fa87df",
        "WireGuard with that index,     false, 040000002112a442b7e7a701bc34d686fa87dfae",
        "its initiation likewise,       false, 010000002112a442b7e7a701bc34d686fa87dfae",
    })
    void stunIsToldFromWireGuard(String what, boolean expected, String hex) {
        ByteBuffer bytes = StunBytes.bytes(hex);

        assertThat(StunResponder.looksLikeStun(bytes, 0, bytes.capacity()))
                .as(what)
                .isEqualTo(expected);
    }

    @Test
    void anAddressThatAsksTooOftenIsNotAnswered() {
        ByteBuffer request = StunBytes.bytes(StunBytes.PLAIN);
        for (int i = 0; i < StunLimits.DEFAULT.burst(); i++) {
            assertThat(answer(request, 0, IPV4_LOW)).isNotEmpty();
        }

        assertThat(answer(request, 0, IPV4_LOW)).isEmpty();
        assertThat(answer(request, 0, IPV4_LOW + 1)).isNotEmpty();
        assertThat(responder.counters().limited()).isOne();
    }

    @Test
    void anIpv6CustomerIsOneAddress() {
        ByteBuffer request = StunBytes.bytes(StunBytes.PLAIN);
        for (int i = 0; i < StunLimits.DEFAULT.burst(); i++) {
            assertThat(answer(request, IPV6_HIGH, i)).isNotEmpty();
        }

        assertThat(answer(request, IPV6_HIGH, IPV6_LOW)).isEmpty();
        assertThat(answer(request, IPV6_HIGH + 1, IPV6_LOW)).isNotEmpty();
    }

    @Test
    void limitsThatCannotWorkAreNamed() {
        assertThatThrownBy(() -> new StunLimits(0, 1, 64)).hasMessageStartingWith("perSecond");
        assertThatThrownBy(() -> new StunLimits(1, 0, 64)).hasMessageStartingWith("burst");
        assertThatThrownBy(() -> new StunLimits(1, 1, 1)).hasMessageStartingWith("addresses");
    }

    /// In hexadecimal digits; empty where there is none.
    private String answer(ByteBuffer request, long high, long low) {
        ByteBuffer in = ByteBuffer.allocate(AT + request.capacity() + 7);
        in.put(AT, StunBytes.array(request));
        ByteBuffer out = ByteBuffer.allocate(TO + StunResponder.ANSWER_BYTES_MAX);
        int length = responder.answer(in, AT, request.capacity(), high, low, PORT, out, TO, 0);
        return StunBytes.hex(out, TO, length);
    }
}
