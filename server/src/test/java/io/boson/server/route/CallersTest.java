package io.boson.server.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.server.config.Clients;
import io.boson.server.config.SessionsConfig;
import io.boson.server.token.Principal;
import io.boson.server.token.SigningKeys;
import io.boson.testkit.InMemoryEventLog;
import io.boson.testkit.InMemorySessions;
import io.boson.testkit.Samples;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallersTest {

    private static final Principal ANONYMOUS =
            new Principal.Anonymous(InetAddress.ofLiteral("192.0.2.7"));
    private static final Principal KEYED = new Principal.ClientKeyHolder("clients");
    private static final Principal ENROLLER = new Principal.EnrolmentKeyHolder("nodes");
    private static final Principal SESSION =
            new Principal.ClientSession(
                    Samples.sessionId(1), Samples.nodeId(1), Optional.of("client:k1"));
    private static final Principal OPERATOR = new Principal.Operator("ann");

    private static final SessionsConfig LIVES =
            new SessionsConfig(Duration.ofHours(1), Duration.ofDays(2));

    @Test
    void anyoneMayAskUnlessKeysAreWanted() {
        assertThat(List.of(ANONYMOUS, KEYED, ENROLLER, SESSION, OPERATOR))
                .allMatch(callers(Clients.OPEN).access()::allows)
                .filteredOn(callers(Clients.KEY).access()::allows)
                .containsExactly(KEYED, OPERATOR);
    }

    @Test
    void whoIsKnownMayKeepASessionLonger() {
        Callers callers = callers(Clients.OPEN);
        assertThat(callers.lifeMax(KEYED)).isEqualTo(Duration.ofDays(2));
        assertThat(callers.lifeMax(OPERATOR)).isEqualTo(Duration.ofDays(2));
        assertThat(List.of(ANONYMOUS, ENROLLER, SESSION))
                .extracting(callers::lifeMax)
                .containsOnly(Duration.ofHours(1));
    }

    @Test
    void aSessionsClientAnswersAsWhoOpenedIt() {
        Callers callers = callers(Clients.OPEN);
        assertThat(callers.openedBy(KEYED)).contains("client:clients");
        assertThat(callers.openedBy(OPERATOR)).contains("operator:ann");
        assertThat(callers.openedBy(SESSION)).contains("client:k1");
        assertThat(callers.openedBy(ENROLLER)).isEmpty();
        assertThat(callers.openedBy(ANONYMOUS)).isEmpty();
    }

    private static Callers callers(Clients clients) {
        return new Callers(
                clients,
                LIVES,
                new Holders(
                        SigningKeys.generate().derived("holders"),
                        InMemorySessions.following(new InMemoryEventLog(1))));
    }
}
