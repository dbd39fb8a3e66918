package io.boson.relay.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class DatagramBatchTest {

    @Test
    void bytesOfOurOwnLieBehindWhatCame() {
        DatagramBatch batch = DatagramBatch.toReceive(2, 1000);

        assertThat(batch.reserve(64)).isEqualTo(1000);
        assertThat(batch.reserve(64)).isEqualTo(1064);
        assertThat(batch.reserve(1)).isEqualTo(DatagramBatch.NO_ROOM);
        batch.clear();
        assertThat(batch.reserve(64)).isEqualTo(1000);
        assertThatThrownBy(() -> batch.reserve(-1)).hasMessageContaining("-1");
    }

    @Test
    void whatDoesNotFitIsNotTaken() {
        DatagramBatch batch = DatagramBatch.toSend(2, 10);
        ByteBuffer datagram = ByteBuffer.allocate(6);

        assertThat(batch.depart(datagram, 0, 1, 2)).isTrue();
        assertThat(datagram.hasRemaining()).isFalse();
        assertThat(batch.depart(datagram.rewind(), 0, 1, 2)).isFalse();
        assertThat(datagram.remaining()).isEqualTo(6);
        assertThat(batch.depart(datagram.limit(1), 0, 1, 2)).isTrue();
        assertThat(batch.depart(datagram.rewind(), 0, 1, 2)).as("a third row").isFalse();
        assertThat(batch.departures().size()).isEqualTo(2);
    }

    @Test
    void rowsAreFilteredInPlace() {
        DatagramTable table = new DatagramTable(3);
        for (int i = 1; i <= 3; i++) {
            assertThat(table.add(i, 10 * i, 100L * i, 1000L * i, 7 * i)).isTrue();
        }
        assertThat(table.add(4, 4, 4, 4, 4)).isFalse();
        table.move(0, 0);
        table.move(2, 1);
        table.truncate(2);

        assertThat(table.size()).isEqualTo(2);
        assertThat(table.offset(1)).isEqualTo(3);
        assertThat(table.length(1)).isEqualTo(30);
        assertThat(table.peer(1)).isEqualTo(new UdpAddress(300, 3000, 21));
        assertThatThrownBy(() -> table.truncate(3)).hasMessageContaining("3");
    }
}
