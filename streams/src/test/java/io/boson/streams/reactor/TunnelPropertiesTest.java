package io.boson.streams.reactor;

import static io.boson.testkit.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Event;
import io.boson.events.node.NodeId;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionEvent.CloseReason;
import io.boson.events.session.SessionId;
import io.boson.events.session.SessionRefusal;
import io.boson.events.tunnel.TunnelAddresses;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sessions of two nodes with five addresses each, opened, closed and left to expire at random: no
/// two that live have the same on one node, and nobody gets one that somebody had less than ten
/// minutes before.
final class TunnelPropertiesTest {

    private static final List<NodeSample> NODES = List.of(NodeSample.of(1), NodeSample.of(2));

    @TempDir Path stateDirectory;

    private record Place(NodeId node, TunnelAddresses addresses) {}

    private final Map<Place, SessionId> holders = new HashMap<>();
    private final Map<SessionId, Place> places = new HashMap<>();
    private final Map<Place, Instant> ended = new HashMap<>();
    private int given;
    private int givenAgain;
    private int exhausted;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anAddressHasOneHolderAndRestsInBetween(long seed) {
        Random random = new Random(seed);
        try (ReactorDriver driver = new ReactorDriver(stateDirectory)) {
            NODES.forEach(node -> driver.feed(node.registered(T0)));
            for (int step = 0; step < 400; step++) {
                NodeSample node = NODES.get(random.nextInt(NODES.size()));
                switch (random.nextInt(5)) {
                    case 0 -> {
                        for (int minute = random.nextInt(5); minute >= 0; minute--) {
                            driver.pass(Duration.ofSeconds(1 + random.nextInt(60)));
                            NODES.forEach(each -> driver.feed(each.heartbeat(driver.now())));
                        }
                    }
                    case 1 -> close(driver, random);
                    case 2 -> driver.feed(Samples.requested(step, node, driver.now()));
                    default -> driver.feed(Samples.keyed(step, node, driver.now()));
                }
                driver.events().forEach(this::follow);
            }
        }
        assertThat(given).as("seed %s", seed).isGreaterThan(50);
        assertThat(givenAgain).as("after their rest").isGreaterThan(10);
        assertThat(exhausted).isPositive();
    }

    private void close(ReactorDriver driver, Random random) {
        List<SessionId> live = places.keySet().stream().sorted().toList();
        if (!live.isEmpty()) {
            SessionId id = live.get(random.nextInt(live.size()));
            NodeId node = Objects.requireNonNull(places.get(id)).node();
            Event closed = new SessionEvent.Closed(id, node, CloseReason.BY_CLIENT, driver.now());
            driver.feed(closed);
            follow(closed);
        }
    }

    private void follow(Event event) {
        switch (event) {
            case SessionEvent.Opened opened ->
                    opened.tunnel().ifPresent(addresses -> give(opened, addresses));
            case SessionEvent.Closed(var id, _, _, var at) -> end(id, at);
            case SessionEvent.Expired(var id, _, var at) -> end(id, at);
            case SessionEvent.Refused refused ->
                    exhausted += refused.reason() == SessionRefusal.NO_TUNNEL_ADDRESS ? 1 : 0;
            default -> {}
        }
    }

    private void give(SessionEvent.Opened opened, TunnelAddresses addresses) {
        Place place = new Place(opened.nodeId(), addresses);
        assertThat(holders).as("live").doesNotContainKey(place);
        Instant before = ended.get(place);
        if (before != null) {
            assertThat(Duration.between(before, opened.at()))
                    .isGreaterThanOrEqualTo(TunnelLeases.REST);
            givenAgain++;
        }
        given++;
        holders.put(place, opened.sessionId());
        places.put(opened.sessionId(), place);
    }

    private void end(SessionId id, Instant at) {
        Place place = places.remove(id);
        if (place != null) {
            holders.remove(place);
            ended.put(place, at);
        }
    }
}
