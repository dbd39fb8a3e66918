package io.boson.relay.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.relay.stun.StunCounters;
import io.boson.relay.stun.StunLimits;
import io.boson.relay.stun.StunResponder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class StunDeskTest {

    private static final String REQUEST = "000100002112a442b7e7a701bc34d686fa87dfae";
    private static final String BROKEN = "000100042112a442b7e7a701bc34d686fa87dfae";
    private static final String WIREGUARD = "040000002112a442" + "00".repeat(24);
    private static final long SECOND = 1_000_000_000L;
    private static final long LOW = 0xffff_c000_0201L;
    private static final int PORT = 32_853;
    private static final int BATCH = 8;

    private final StunResponder responder = new StunResponder(new StunLimits(1, 2, 64), 1, 0);
    private final List<String> passedOn = new ArrayList<>();
    private final StunDesk desk = new StunDesk(responder, this::next);
    private final DatagramBatch batch = DatagramBatch.toReceive(BATCH, BATCH * 100);

    @Test
    void whatIsNoStunIsPassedOnInOrder() {
        handle(0, "01", REQUEST, WIREGUARD, BROKEN, "02");

        assertThat(passedOn).containsExactly("01", WIREGUARD, "02");
        assertThat(departures()).containsExactly(answer());
        assertThat(responder.counters()).isEqualTo(new StunCounters(1, 0, 0, 1));
    }

    @Test
    void aBatchWithoutStunIsPassedOnAsItIs() {
        handle(0, "01", "", "02");

        assertThat(passedOn).containsExactly("01", "", "02");
        assertThat(departures()).isEmpty();
    }

    @Test
    void requestsBeyondTheLimitAreSwallowed() {
        handle(0, REQUEST, REQUEST, REQUEST, REQUEST);
        assertThat(departures()).hasSize(2);
        assertThat(responder.counters()).isEqualTo(new StunCounters(2, 0, 2, 0));

        handle(SECOND, REQUEST, REQUEST);
        assertThat(departures()).containsExactly(answer());
        assertThat(passedOn).isEmpty();
    }

    @Test
    void anAnswerGoesToWhoAsked() {
        handle(0, REQUEST);

        assertThat(batch.departures().peer(0)).isEqualTo(new UdpAddress(0, LOW, PORT));
    }

    /// RFC 5769's address.
    private static String answer() {
        return "0101000c2112a442b7e7a701bc34d686fa87dfae" + "002000080001a147e112a643";
    }

    private void handle(long now, String... datagrams) {
        batch.clear();
        int at = 0;
        for (String hex : datagrams) {
            byte[] bytes = HexFormat.of().parseHex(hex);
            batch.bytes().put(at, bytes);
            batch.arrivals().add(at, bytes.length, 0, LOW, PORT);
            at += bytes.length;
        }
        desk.handle(batch, now);
    }

    private void next(DatagramBatch handled, long now) {
        passedOn.addAll(hex(handled.arrivals()));
    }

    private List<String> departures() {
        return hex(batch.departures());
    }

    private List<String> hex(DatagramTable table) {
        List<String> all = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            byte[] bytes = new byte[table.length(row)];
            batch.bytes().get(table.offset(row), bytes);
            all.add(HexFormat.of().formatHex(bytes));
        }
        return all;
    }
}
