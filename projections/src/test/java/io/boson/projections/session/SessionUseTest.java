package io.boson.projections.session;

import static io.boson.projections.Sample.T0;
import static io.boson.projections.Sample.nodeId;
import static io.boson.projections.Sample.sessionId;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.session.SessionUsage;
import io.boson.events.session.Traffic;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SessionUseTest {

    @Test
    void amountsAddUpAndTheLastPlaceCounts() {
        SessionUse use =
                SessionUse.begin(usage("192.0.2.1", 1, new Traffic(0, 0, 0, 0)), 4)
                        .evolve(usage("192.0.2.1", 1, new Traffic(1, 10, 2, 20)), 5)
                        .evolve(usage("192.0.2.9", 7, new Traffic(3, 30, 4, 40)), 9);
        assertThat(use).isEqualTo(new SessionUse("192.0.2.9", 7, new Traffic(4, 40, 6, 60), T0, 9));
    }

    @Test
    void foldingTwiceChangesNothing() {
        SessionUsage usage = usage("192.0.2.1", 1, new Traffic(1, 10, 2, 20));
        SessionUse once = SessionUse.begin(usage, 4);
        assertThat(once.evolve(usage, 4)).isSameAs(once);
        assertThat(once.evolve(usage, 3)).isSameAs(once);
    }

    private static SessionUsage usage(String address, int port, Traffic traffic) {
        return new SessionUsage(
                sessionId(1), nodeId(1), "relay-1", new UUID(5, 1), address, port, traffic, T0);
    }
}
