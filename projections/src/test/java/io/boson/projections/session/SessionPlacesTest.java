package io.boson.projections.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.events.session.SessionPlace;
import io.boson.projections.session.SessionPlaces.Candidate;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionPlacesTest {

    private static final SessionId SESSION = new SessionId(new UUID(1, 1));
    private static final NodeId NODE = new NodeId(new UUID(2, 2));
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private static SessionPlace offered(int port) {
        return new SessionPlace.CandidateOffered(SESSION, NODE, "192.0.2.1", port, AT);
    }

    private static SessionPlace withdrawn(int port) {
        return new SessionPlace.CandidateWithdrawn(SESSION, NODE, "192.0.2.1", port, AT);
    }

    private static Candidate candidate(int port) {
        return new Candidate("192.0.2.1", port);
    }

    @Test
    void theLatestPlaceThatAClientAskedFromCounts() {
        SessionPlaces places =
                SessionPlaces.begin(new SessionPlace.AskedFrom(SESSION, NODE, "192.0.2.7", AT), 0)
                        .evolve(new SessionPlace.AskedFrom(SESSION, NODE, "192.0.2.8", AT), 1);
        assertThat(places.askedFrom()).contains("192.0.2.8");
        assertThat(places.offered()).isEmpty();
    }

    @Test
    void soManyCandidatesAreKeptTheNewestLast() {
        SessionPlaces places = SessionPlaces.begin(offered(1), 0);
        for (int port = 2; port <= 6; port++) {
            places = places.evolve(offered(port), port);
        }
        places = places.evolve(offered(4), 7);
        assertThat(places.offered())
                .containsExactly(candidate(3), candidate(5), candidate(6), candidate(4));
    }

    @Test
    void aCandidateMayBeTakenBack() {
        SessionPlaces places =
                SessionPlaces.begin(offered(1), 0)
                        .evolve(offered(2), 1)
                        .evolve(withdrawn(1), 2)
                        .evolve(withdrawn(9), 3);
        assertThat(places.offered()).containsExactly(candidate(2));
        assertThat(places.offset()).isEqualTo(3);
    }

    @Test
    void whatWasFoldedBeforeChangesNothing() {
        SessionPlaces places = SessionPlaces.begin(offered(1), 5);
        assertThat(places.evolve(withdrawn(1), 5)).isSameAs(places);
    }
}
