package io.boson.relay.forward;

import static io.boson.relay.forward.RecentEnds.Verdict.ENDED;
import static io.boson.relay.forward.RecentEnds.Verdict.FORGOTTEN;
import static io.boson.relay.forward.RecentEnds.Verdict.LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentEndsTest {

    private final RecentEnds<String> ends = new RecentEnds<>(2);

    @Test
    void onlyEndsAfterTheMomentCount() {
        ends.add("a");
        long moment = ends.now();
        ends.add("b");

        assertThat(ends.since("a", moment)).isEqualTo(LIVE);
        assertThat(ends.since("b", moment)).isEqualTo(ENDED);
        assertThat(ends.since("c", moment)).isEqualTo(LIVE);
    }

    @Test
    void endingAgainCountsAgain() {
        ends.add("a");
        long moment = ends.now();
        ends.add("a");

        assertThat(ends.since("a", moment)).isEqualTo(ENDED);
    }

    @Test
    void whatWasForgottenIsNotCalledLive() {
        long early = ends.now();
        ends.add("a");
        long later = ends.now();
        ends.add("b");
        ends.add("c");

        assertThat(ends.since("a", early)).isEqualTo(FORGOTTEN);
        assertThat(ends.since("x", early)).isEqualTo(FORGOTTEN);
        assertThat(ends.since("c", early)).isEqualTo(ENDED);
        assertThat(ends.since("x", later)).isEqualTo(LIVE);
    }

    @Test
    void anEndRepeatedKeepsItsNewestPlace() {
        ends.add("a");
        ends.add("b");
        ends.add("a");
        long moment = ends.now() - 1;
        ends.add("c");

        assertThat(ends.since("a", moment)).isEqualTo(ENDED);
        assertThat(ends.since("c", moment)).isEqualTo(ENDED);
    }
}
