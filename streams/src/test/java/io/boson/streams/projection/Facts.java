package io.boson.streams.projection;

import static io.boson.testkit.Samples.T0;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeEvent.RemovalReason;
import io.boson.events.session.NodeCapacity;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionEvent.CloseReason;
import io.boson.events.session.SessionPlace;
import io.boson.events.session.SessionRefusal;
import io.boson.events.session.SessionUsage;
import io.boson.events.session.Traffic;
import io.boson.events.tunnel.TunnelRange;
import io.boson.streams.FactRecord;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Random facts of three nodes and a dozen sessions. Many do not apply where they stand, as in a
/// log whose writers race.
final class Facts {

    private static final int NODES = 3;
    private static final int SESSIONS = 12;

    private final Random random;
    private final Random amounts;
    private final Map<Topic, List<FactRecord>> byTopic = new EnumMap<>(Topic.class);
    private final Map<NodeSample, List<Instant>> registered = new HashMap<>();

    /// @param perTopic how many facts each topic gets
    Facts(long seed, int perTopic) {
        random = new Random(seed);
        amounts = new Random(~seed);
        for (int i = 0; i < perTopic; i++) {
            Instant at = T0.plusSeconds(i);
            add(nodeEvent(NodeSample.of(random.nextInt(NODES)), at));
            add(metrics(NodeSample.of(amounts.nextInt(NODES)), at));
            add(heartbeat(NodeSample.of(random.nextInt(NODES)), at));
            add(sessionEvent(random.nextInt(SESSIONS), at));
            add(usage(amounts.nextInt(SESSIONS), at));
            add(place(amounts.nextInt(SESSIONS), at));
        }
    }

    private void add(Event event) {
        byTopic.computeIfAbsent(event.topic(), _ -> new ArrayList<>()).add(FactRecord.of(event));
    }

    List<FactRecord> of(Topic topic) {
        return byTopic.getOrDefault(topic, List.of());
    }

    /// Topic after topic.
    List<FactRecord> inSequence() {
        return byTopic.values().stream().flatMap(List::stream).toList();
    }

    /// Any order that keeps the order of each topic.
    List<FactRecord> interleaved(long seed) {
        Random order = new Random(seed);
        Map<Topic, List<FactRecord>> rest = new EnumMap<>(Topic.class);
        byTopic.forEach((topic, facts) -> rest.put(topic, new ArrayList<>(facts)));
        List<FactRecord> all = new ArrayList<>();
        while (!rest.isEmpty()) {
            List<Topic> topics = List.copyOf(rest.keySet());
            Topic next = topics.get(order.nextInt(topics.size()));
            List<FactRecord> facts = rest.getOrDefault(next, List.of());
            all.add(facts.removeFirst());
            if (facts.isEmpty()) {
                rest.remove(next);
            }
        }
        return all;
    }

    /// One more fact of each node, that all its state is told once more.
    static List<FactRecord> closing() {
        List<FactRecord> facts = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            Event resumed =
                    new NodeEvent.Resumed(Samples.nodeId(node), T0, T0.plusSeconds(100_000));
            facts.add(FactRecord.of(resumed));
        }
        return facts;
    }

    private Event nodeEvent(NodeSample node, Instant at) {
        var id = node.id();
        // Some lifetime that may be the present one.
        List<Instant> begun = registered.computeIfAbsent(node, _ -> new ArrayList<>(List.of(at)));
        Instant since = begun.get(random.nextInt(begun.size()));
        return switch (random.nextInt(11)) {
            case 0, 1, 2 -> {
                begun.add(at);
                yield node.withMaxConnections(1 + random.nextInt(5)).registered(at);
            }
            case 3 -> new NodeEvent.Drained(id, at.plusSeconds(300), since, at);
            case 4 -> new NodeEvent.Resumed(id, since, at);
            case 5 -> new NodeEvent.WentSilent(id, random.nextInt(50), at);
            case 6 -> new NodeEvent.CameBack(id, at);
            case 7 -> new NodeEvent.Degraded(id, at);
            case 8 -> new NodeEvent.Removed(id, RemovalReason.SILENCE, since, at);
            case 9 -> new NodeEvent.Revived(id, since, at);
            default -> new NodeEvent.Deregistered(id, since, at);
        };
    }

    private Event heartbeat(NodeSample node, Instant at) {
        return random.nextBoolean()
                ? node.heartbeat(at)
                : node.heartbeat(at, Samples.metrics(random.nextInt(100), random.nextInt(100)));
    }

    /// Some of it late.
    private Event metrics(NodeSample node, Instant at) {
        Instant time = at.minusSeconds(amounts.nextInt(3) * 20L);
        return node.submitted(at, Samples.sample(time, amounts.nextInt(100)));
    }

    private Event usage(int number, Instant at) {
        return new SessionUsage(
                Samples.sessionId(number),
                Samples.nodeId(number % NODES),
                "relay-1",
                Samples.connection(1),
                "192.0.2." + amounts.nextInt(4),
                1024 + amounts.nextInt(4),
                new Traffic(amounts.nextInt(9), amounts.nextInt(999), 1, 60),
                at);
    }

    private Event place(int number, Instant at) {
        var id = Samples.sessionId(number);
        var node = Samples.nodeId(number % NODES);
        String address = "192.0.2." + amounts.nextInt(3);
        return switch (amounts.nextInt(3)) {
            case 0 -> new SessionPlace.AskedFrom(id, node, address, at);
            case 1 -> new SessionPlace.CandidateOffered(id, node, address, 4_000, at);
            default -> new SessionPlace.CandidateWithdrawn(id, node, address, 4_000, at);
        };
    }

    /// Of two clients in three that have a key.
    private SessionEvent.Requested requested(int number, NodeSample node, Instant at) {
        return number % 3 == 0
                ? Samples.requested(number, node, at)
                : Samples.keyed(number, node, at);
    }

    private Event sessionEvent(int number, Instant at) {
        NodeSample node = NodeSample.of(number % NODES);
        var id = Samples.sessionId(number);
        var connection = Samples.connection(random.nextInt(2));
        var capacity = new NodeCapacity(true, 5, false, 0);
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> requested(number, node, at);
            case 3, 4, 5 ->
                    new SessionEvent.Opened(
                            id,
                            node.id(),
                            capacity,
                            0,
                            Optional.of(TunnelRange.SAMPLE.at(2 + number)),
                            at);
            case 6 ->
                    new SessionEvent.Refused(
                            id,
                            node.id(),
                            SessionRefusal.NODE_FULL,
                            Optional.empty(),
                            capacity,
                            5,
                            at);
            case 7 -> new SessionEvent.Attached(id, node.id(), "relay-1", connection, at);
            case 8 ->
                    new SessionEvent.Detached(
                            id, node.id(), "relay-1", connection, "gone", Traffic.NONE, at);
            case 9 ->
                    random.nextBoolean()
                            ? new SessionEvent.Closed(id, node.id(), CloseReason.BY_CLIENT, at)
                            : new SessionEvent.Expired(id, node.id(), at);
            case 10 -> new SessionEvent.NodeAttached(node.id(), "relay-1", connection, at);
            default ->
                    new SessionEvent.NodeDetached(
                            node.id(), "relay-1", connection, "gone", Traffic.NONE, at);
        };
    }

    @Override
    public String toString() {
        return Arrays.toString(byTopic.values().stream().mapToInt(List::size).toArray());
    }
}
