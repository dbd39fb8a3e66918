package io.boson.events.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Samples;
import org.junit.jupiter.api.Test;

class RelaysTest {

    private static final RelayEvent HERE =
            new RelayEvent.Started("one", "ws://here:1", Samples.at(0));
    private static final RelayEvent THERE =
            new RelayEvent.Started("one", "ws://there:1", Samples.at(1));
    private static final RelayEvent OTHER =
            new RelayEvent.Started("two", "ws://other:1", Samples.at(1));
    private static final RelayEvent GONE = new RelayEvent.Stopped("one", Samples.at(2));

    @Test
    void theLastWordCounts() {
        Relays relays = Relays.NONE.evolve(HERE).evolve(OTHER).evolve(THERE);
        assertThat(relays.endpoint("one")).contains("ws://there:1");
        assertThat(relays.evolve(GONE).endpoint("one")).isEmpty();
        assertThat(relays.evolve(GONE).endpoint("two")).contains("ws://other:1");
        assertThat(relays.evolve(GONE).evolve(HERE).endpoint("one")).contains("ws://here:1");
    }

    @Test
    void foldingTwiceChangesNothing() {
        Relays once = Relays.NONE.evolve(HERE).evolve(GONE);
        assertThat(once.evolve(GONE)).isEqualTo(once).isEqualTo(Relays.NONE);
        assertThat(Relays.NONE.evolve(HERE).evolve(HERE)).isEqualTo(Relays.NONE.evolve(HERE));
    }
}
