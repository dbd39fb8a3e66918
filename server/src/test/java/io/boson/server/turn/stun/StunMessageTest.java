package io.boson.server.turn.stun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The vectors of RFC 5769, and what is no message.
class StunMessageTest {

    /// RFC 5769 2.2.
    private static final String IPV4_RESPONSE =
            "0101003c2112a442b7e7a701bc34d686fa87dfae"
                    + "8022000b7465737420766563746f7220"
                    + "002000080001a147e112a643"
                    + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
                    + "80280004c07d4c96";

    /// RFC 5769 2.3.
    private static final String IPV6_RESPONSE =
            "010100482112a442b7e7a701bc34d686fa87dfae"
                    + "8022000b7465737420766563746f7220"
                    + "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
                    + "00080014a382954e4be67bf11784c97c8292c275bfe3ed41"
                    + "80280004c8fb0b4c";

    /// RFC 5769 2.4.
    private static final String LONG_TERM_REQUEST =
            "000100602112a44278ad3433c6ad72c029da412e"
                    + "00060012e3839ee38388e383aae38383e382afe382b90000"
                    + "0015001c662f2f3439396b39353464364f4c33346f4c394653547679363473"
                    + "41"
                    + "0014000b6578616d706c652e6f726700"
                    + "00080014f67024656dd64a3e02b8e0712e85c9a28ca89666";

    private static final TurnCredentials MATRIX = new TurnCredentials("マトリックス", "TheMatrIX");

    private static StunMessage read(String hex) throws StunException {
        return StunMessage.read(HexFormat.of().parseHex(hex));
    }

    @Test
    void addressesOfBothFamiliesAreUnmasked() throws StunException {
        StunMessage four = read(IPV4_RESPONSE);
        StunMessage six = read(IPV6_RESPONSE);

        assertThat(four.kind()).isEqualTo(Kind.SUCCESS);
        assertThat(four.method()).isEqualTo(Method.BINDING);
        assertThat(mapped(four)).isEqualTo(new InetSocketAddress("192.0.2.1", 32853));
        assertThat(mapped(six))
                .isEqualTo(new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32853));
    }

    private static InetSocketAddress mapped(StunMessage message) throws StunException {
        return XorAddress.read(message.value(Attribute.XOR_MAPPED_ADDRESS), message.transaction());
    }

    @Test
    void aRequestIsSignedAsOthersSignIt() throws StunException {
        StunMessage request = read(LONG_TERM_REQUEST);

        assertThat(request.isFrom(LongTermKey.of(MATRIX, request.text(Attribute.REALM)))).isTrue();
        assertThat(request.isFrom(LongTermKey.of(MATRIX, "example.net"))).isFalse();
    }

    @Test
    void whatIsWrittenIsWhatOthersWrite() throws StunException {
        StunMessage read = read(LONG_TERM_REQUEST);
        byte[] written =
                new StunWriter(Method.BINDING, Kind.REQUEST, read.transaction())
                        .put(Attribute.USERNAME, MATRIX.username())
                        .put(Attribute.NONCE, read.value(Attribute.NONCE))
                        .put(Attribute.REALM, "example.org")
                        .sign(LongTermKey.of(MATRIX, "example.org"))
                        .finish();

        // All but the length in the header, and the fingerprint that the vector does not have.
        assertThat(HexFormat.of().formatHex(written).substring(8, LONG_TERM_REQUEST.length()))
                .isEqualTo(LONG_TERM_REQUEST.substring(8));
        assertThat(StunMessage.read(written).isFrom(LongTermKey.of(MATRIX, "example.org")))
                .isTrue();
    }

    @Test
    void methodAndClassSurviveTheirInterleaving() throws StunException {
        for (Kind kind : Kind.values()) {
            for (int method : new int[] {Method.BINDING, Method.CREATE_PERMISSION, 0xabc, 0xfff}) {
                StunMessage read =
                        StunMessage.read(new StunWriter(method, kind, new byte[12]).finish());
                assertThat(read.kind()).isEqualTo(kind);
                assertThat(read.method()).isEqualTo(method);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', an answer of 0 bytes",
        "0101, an answer of 2 bytes",
        "4101000021 12a442 000000000000000000000000, not STUN",
        "0101000021 12a443 000000000000000000000000, not STUN",
        "0101000421 12a442 000000000000000000000000, another length",
        "0101000421 12a442 000000000000000000000000 00200008, cut short",
        "0101000821 12a442 000000000000000000000000 80280004 00000000, wrong fingerprint",
        "0101000421 12a442 000000000000000000000000 80280000, wrong fingerprint",
    })
    void whatIsNoMessageIsRefused(String hex, String why) {
        assertThatThrownBy(() -> read(hex.replace(" ", "")))
                .isInstanceOf(StunException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aMessageWithoutASignatureIsNobodys() throws StunException {
        assertThat(
                        StunMessage.read(new StunWriter(1, Kind.SUCCESS, new byte[12]).finish())
                                .isFrom(LongTermKey.of(MATRIX, "example.org")))
                .isFalse();
    }
}
