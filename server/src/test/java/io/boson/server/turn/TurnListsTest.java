package io.boson.server.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.server.config.HostPort;
import io.boson.server.config.TurnServer;
import io.boson.server.config.TurnServer.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnListsTest {

    private static final TurnSecret NEW = new TurnSecret("the-newer-secret");
    private static final TurnSecret OLD = new TurnSecret("the-older-secret");
    private static final Sighting BOUND = new Sighting.Bound(Duration.ofMillis(3));
    private static final Sighting FAILS = new Sighting.Fails("no answer");
    private static final HostPort OWN = new HostPort("boson.example", 51820);

    private static Sighting relays(TurnSecret secret) {
        return new Sighting.Relays(Duration.ofMillis(5), "boson", secret);
    }

    private static TurnServer server(String host, String region, int priority) {
        return new TurnServer(
                host, Map.of(Way.UDP, 3478, Way.TCP, 3478, Way.TLS, 5349), region, priority);
    }

    private static Seen well(TurnServer server) {
        return new Seen(
                server,
                Map.of(
                        Ask.STUN, BOUND,
                        Ask.UDP, relays(NEW),
                        Ask.TCP, relays(NEW),
                        Ask.TLS, relays(NEW)));
    }

    @Test
    void nothingConfiguredIsNothingListed() {
        assertThat(TurnLists.turn(List.of(), "")).isEmpty();
        assertThat(TurnLists.stun(List.of(), Optional.empty(), "")).isEmpty();
        assertThat(TurnLists.stun(List.of(), Optional.of(OWN), "")).containsExactly(OWN);
    }

    @Test
    void whatNobodyHasSeenIsNotListed() {
        Seen unseen = Seen.not(server("a.example", "", 0));

        assertThat(TurnLists.turn(List.of(unseen), "")).isEmpty();
        assertThat(TurnLists.stun(List.of(unseen), Optional.empty(), "")).isEmpty();
    }

    @Test
    void theHighestPriorityComesFirstAndTheRegionAskedForBefore() {
        List<Seen> all =
                List.of(
                        well(server("low.example", "eu", 1)),
                        well(server("high.example", "us", 9)),
                        well(server("equal.example", "eu", 1)));

        assertThat(TurnLists.turn(all, ""))
                .extracting(offer -> offer.server().host())
                .containsExactly("high.example", "low.example", "equal.example");
        assertThat(TurnLists.stun(all, Optional.of(OWN), "EU"))
                .extracting(HostPort::host)
                .containsExactly("boson.example", "low.example", "equal.example", "high.example");
    }

    @Test
    void aWayThatFailsIsNotOfferedAndNeitherIsAServerWithoutAny() {
        TurnServer server = server("a.example", "", 0);
        Seen noUdp = well(server).with(Ask.UDP, FAILS).with(Ask.STUN, FAILS);
        Seen none = noUdp.with(Ask.TCP, FAILS).with(Ask.TLS, FAILS);

        assertThat(TurnLists.turn(List.of(noUdp), "").getFirst().urls())
                .containsExactly("turn:a.example:3478?transport=tcp", "turns:a.example:5349");
        assertThat(TurnLists.stun(List.of(noUdp), Optional.empty(), "")).isEmpty();
        assertThat(TurnLists.turn(List.of(none), "")).isEmpty();
    }

    @Test
    void turnsIsOfferedOnlyWhereTlsIsConfigured() {
        TurnServer plain =
                new TurnServer("2001:db8::7", Map.of(Way.UDP, 3478, Way.TCP, 3478), "", 0);
        Seen seen = new Seen(plain, Map.of(Ask.UDP, relays(NEW), Ask.TCP, relays(NEW)));

        assertThat(TurnLists.turn(List.of(seen), "").getFirst().urls())
                .containsExactly(
                        "turn:[2001:db8::7]:3478", "turn:[2001:db8::7]:3478?transport=tcp");
    }

    @Test
    void credentialsFitEveryWayThatIsOffered() {
        Seen changing = well(server("a.example", "", 0)).with(Ask.UDP, relays(OLD));

        Offer offer = TurnLists.turn(List.of(changing), "").getFirst();

        assertThat(offer.secret()).isEqualTo(OLD);
        assertThat(offer.ways()).containsExactly(Way.UDP);
    }

    /// As `printf %s 1767326644:node:n1 | openssl dgst -sha1 -hmac the-newer-secret -binary |
    /// base64` says.
    @Test
    void credentialsAreThoseOfCoturnsRestScheme() {
        String username = TurnSecret.username(Instant.ofEpochSecond(1_767_326_644L), "node:n1");

        assertThat(username).isEqualTo("1767326644:node:n1");
        assertThat(NEW.sign(username).password()).isEqualTo("DkT8csnYh/g2yfRbomdSrIs3ybw=");
        assertThat(NEW).asString().doesNotContain(NEW.text());
        assertThat(NEW.sign(username)).asString().doesNotContain("DkT8csnYh/g2yfRbomdSrIs3ybw=");
    }
}
