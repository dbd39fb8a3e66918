package io.boson.server.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.session.Holder;
import io.boson.events.session.SessionId;
import io.boson.server.token.Principal;
import io.boson.server.token.SigningKeys;
import io.boson.testkit.InMemoryEventLog;
import io.boson.testkit.InMemorySessions;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HoldersTest {

    private static final InetAddress HOME = InetAddress.ofLiteral("192.0.2.7");
    private static final InetAddress ROAD = InetAddress.ofLiteral("192.0.2.8");
    private static final Principal KEYED = new Principal.ClientKeyHolder("clients");

    private final SigningKeys keys = SigningKeys.generate();
    private final InMemoryEventLog log = new InMemoryEventLog(1);
    private final InMemorySessions sessions = InMemorySessions.following(log);
    private final Holders holders = new Holders(keys.derived("holders"), sessions);

    @Test
    void theSameClientFromTheSamePlaceIsTheSameHolder() {
        assertThat(of(anonymous(HOME), 1, HOME)).isEqualTo(of(anonymous(HOME), 1, HOME));
        assertThat(
                        new Holders(keys.derived("holders"), sessions)
                                .of(KEYED, Samples.clientId(1), HOME))
                .as("on another instance")
                .isEqualTo(of(KEYED, 1, HOME));
    }

    @Test
    void whateverDiffersMakesAnother() {
        Holders elsewhere = new Holders(SigningKeys.generate().derived("holders"), sessions);
        assertThat(
                        List.of(
                                of(anonymous(HOME), 1, HOME),
                                of(anonymous(HOME), 2, HOME),
                                of(anonymous(ROAD), 1, ROAD),
                                of(KEYED, 1, HOME),
                                of(new Principal.ClientKeyHolder("others"), 1, HOME),
                                elsewhere.of(anonymous(HOME), Samples.clientId(1), HOME)))
                .doesNotHaveDuplicates();
    }

    @Test
    void aLiveSessionsTokenIsKnownFromAnywhere() {
        Principal own = opened(1);

        assertThat(of(own, 1, ROAD)).isEqualTo(Samples.holder(1));
        assertThat(of(own, 2, ROAD)).as("another client").isEqualTo(of(anonymous(ROAD), 2, ROAD));
    }

    @Test
    void aDeadSessionsTokenIsWorthNothing() {
        Principal dead =
                new Principal.ClientSession(
                        Samples.sessionId(9), Samples.nodeId(1), Optional.empty());

        assertThat(of(dead, 1, ROAD)).isEqualTo(of(anonymous(ROAD), 1, ROAD));
    }

    private Principal opened(int number) {
        NodeSample node = NodeSample.of(1);
        SessionId id = Samples.sessionId(number);
        log.append(Samples.envelope(Samples.requested(number, node, Samples.T0)));
        assertThat(sessions.snapshot().find(id)).isPresent();
        return new Principal.ClientSession(id, node.id(), Optional.empty());
    }

    private Holder of(Principal principal, int client, InetAddress address) {
        return holders.of(principal, Samples.clientId(client), address);
    }

    private static Principal anonymous(InetAddress address) {
        return new Principal.Anonymous(address);
    }
}
