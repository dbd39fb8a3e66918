package io.boson.events.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrafficTest {

    @Test
    void addsEachWayByItself() {
        Traffic some = new Traffic(1, 20, 300, 4_000);
        assertThat(some.plus(new Traffic(5, 6, 7, 8))).isEqualTo(new Traffic(6, 26, 307, 4_008));
        assertThat(some.plus(Traffic.NONE)).isEqualTo(some);
    }
}
