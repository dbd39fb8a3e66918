package io.boson.relay.wireguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.relay.wireguard.Recorded.Packet;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Against what real WireGuard peers said.
class RecordedHandshakeTest {

    private static final Recorded RECORDED = Recorded.read();
    private static final Map<Integer, MessageType> TYPES =
            Map.of(
                    1, MessageType.INITIATION,
                    2, MessageType.RESPONSE,
                    3, MessageType.COOKIE_REPLY,
                    4, MessageType.TRANSPORT);

    static Stream<Packet> packets() {
        return RECORDED.packets().stream();
    }

    static Stream<Packet> handshakes() {
        return packets().filter(packet -> packet.type() <= 2);
    }

    @ParameterizedTest
    @MethodSource("packets")
    void everyPacketHasItsType(Packet packet) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(packet.bytes().length + 3);
        bytes.put(3, packet.bytes());

        assertThat(MessageType.of(bytes, 3, packet.bytes().length))
                .isEqualTo(TYPES.get(packet.type()));
    }

    @ParameterizedTest
    @MethodSource("handshakes")
    void mac1NamesTheAddresseeAlone(Packet packet) {
        int at = packet.type() == 1 ? Message.INITIATION_MAC1_AT : Message.RESPONSE_MAC1_AT;

        assertThat(RECORDED.keys().entrySet())
                .filteredOn(
                        key -> new PeerMacs(key.getValue().bytes()).isAddressed(packet.bytes(), at))
                .extracting(Map.Entry::getKey)
                .containsExactly(packet.to());
        byte[] damaged = packet.bytes().clone();
        damaged[at - 1] ^= 1;
        assertThat(new PeerMacs(RECORDED.key(packet.to()).bytes()).isAddressed(damaged, at))
                .isFalse();
    }

    @Test
    void theRecordedCookieReplyOpensAndItsCookieMadeMac2() throws InvalidCipherTextException {
        List<Packet> packets = RECORDED.packets();
        Packet reply = packets.stream().filter(one -> one.type() == 3).findFirst().orElseThrow();
        int at = packets.indexOf(reply);
        Packet before =
                packets.subList(0, at).reversed().stream()
                        .filter(one -> one.type() == 1)
                        .findFirst()
                        .orElseThrow();
        Packet after =
                packets.subList(at, packets.size()).stream()
                        .filter(one -> one.type() == 1)
                        .findFirst()
                        .orElseThrow();

        byte[] cookie =
                Forged.cookie(reply.bytes(), RECORDED.key(reply.from()).bytes(), before.bytes());

        assertThat(CookieJar.hasMac2(before.bytes())).isFalse();
        assertThat(CookieJar.hasMac2(after.bytes())).isTrue();
        assertThat(Arrays.copyOf(after.bytes(), 148))
                .isEqualTo(Forged.withMac2(after.bytes(), cookie));
    }

    @ParameterizedTest
    @MethodSource("packets")
    void aPacketCutShortIsNone(Packet packet) {
        ByteBuffer bytes = ByteBuffer.wrap(packet.bytes());
        for (int length = 0; length < 32; length++) {
            assertThat(MessageType.of(bytes, 0, length)).isEqualTo(MessageType.MALFORMED);
        }
        if (packet.type() != 4) {
            assertThat(MessageType.of(bytes, 0, packet.bytes().length - 1))
                    .isEqualTo(MessageType.MALFORMED);
        }
    }
}
