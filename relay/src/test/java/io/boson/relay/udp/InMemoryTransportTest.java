package io.boson.relay.udp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InMemoryTransportTest extends DatagramTransportContract {

    private final InMemoryNetwork network = new InMemoryNetwork();

    @Override
    DatagramTransport open(UdpConfig config) {
        return network.open(config);
    }

    @Test
    void aFullQueueDrops() throws Exception {
        DatagramTransport ann = open("127.0.0.1");
        DatagramTransport ben = open("127.0.0.1");
        for (int i = 0; i < 1030; i++) {
            send(ann, ben, "x");
        }

        assertThat(ben.counters().kernelDrops()).hasValue(6);
    }
}
