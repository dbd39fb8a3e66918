package io.boson.events.codec;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.access.AccessEvent;
import io.boson.events.node.NodeEvent;
import io.boson.events.relay.RelayEvent;
import io.boson.events.routing.PolicyEvent;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionPlace;
import io.boson.events.session.SessionUsage;
import io.boson.events.telemetry.Heartbeat;
import io.boson.events.telemetry.MetricsSubmitted;
import java.util.Map;
import java.util.stream.Collectors;

/// The names of events on the wire. Strings we chose, not class names: classes may be renamed, what
/// lies in somebody's log may not.
public final class EventTypes {

    private static final Map<Class<? extends Event>, String> NAMES =
            Map.ofEntries(
                    Map.entry(NodeEvent.Registered.class, "io.boson.node.registered.v1"),
                    Map.entry(NodeEvent.Reregistered.class, "io.boson.node.reregistered.v1"),
                    Map.entry(NodeEvent.KeyRotated.class, "io.boson.node.key-rotated.v1"),
                    Map.entry(NodeEvent.Drained.class, "io.boson.node.drained.v1"),
                    Map.entry(NodeEvent.Resumed.class, "io.boson.node.resumed.v1"),
                    Map.entry(NodeEvent.WentSilent.class, "io.boson.node.went-silent.v1"),
                    Map.entry(NodeEvent.CameBack.class, "io.boson.node.came-back.v1"),
                    Map.entry(NodeEvent.Degraded.class, "io.boson.node.degraded.v1"),
                    Map.entry(NodeEvent.Recovered.class, "io.boson.node.recovered.v1"),
                    Map.entry(NodeEvent.Deregistered.class, "io.boson.node.deregistered.v1"),
                    Map.entry(NodeEvent.Removed.class, "io.boson.node.removed.v1"),
                    Map.entry(NodeEvent.Revived.class, "io.boson.node.revived.v1"),
                    Map.entry(Heartbeat.class, HeartbeatJson.TYPE),
                    Map.entry(MetricsSubmitted.class, MetricsJson.TYPE),
                    Map.entry(SessionEvent.Requested.class, "io.boson.session.requested.v1"),
                    Map.entry(SessionEvent.RouteRefused.class, "io.boson.session.route-refused.v1"),
                    Map.entry(SessionEvent.Opened.class, "io.boson.session.opened.v1"),
                    Map.entry(SessionEvent.Refused.class, "io.boson.session.refused.v1"),
                    Map.entry(SessionEvent.Attached.class, "io.boson.session.attached.v1"),
                    Map.entry(SessionEvent.Detached.class, "io.boson.session.detached.v1"),
                    Map.entry(SessionEvent.Closed.class, "io.boson.session.closed.v1"),
                    Map.entry(SessionEvent.Expired.class, "io.boson.session.expired.v1"),
                    Map.entry(SessionUsage.class, "io.boson.session.usage.v1"),
                    Map.entry(SessionPlace.AskedFrom.class, "io.boson.session.asked-from.v1"),
                    Map.entry(
                            SessionPlace.CandidateOffered.class,
                            "io.boson.session.candidate-offered.v1"),
                    Map.entry(
                            SessionPlace.CandidateWithdrawn.class,
                            "io.boson.session.candidate-withdrawn.v1"),
                    Map.entry(SessionEvent.NodeAttached.class, "io.boson.session.node-attached.v1"),
                    Map.entry(SessionEvent.NodeDetached.class, "io.boson.session.node-detached.v1"),
                    Map.entry(RelayEvent.Started.class, "io.boson.relay.started.v1"),
                    Map.entry(RelayEvent.Stopped.class, "io.boson.relay.stopped.v1"),
                    Map.entry(
                            AccessEvent.EnrolmentKeyCreated.class,
                            "io.boson.access.enrolment-key-created.v1"),
                    Map.entry(
                            AccessEvent.EnrolmentKeyRevoked.class,
                            "io.boson.access.enrolment-key-revoked.v1"),
                    Map.entry(AccessEvent.AuditRead.class, "io.boson.access.audit-read.v1"),
                    Map.entry(
                            AccessEvent.TurnCredentialsIssued.class,
                            "io.boson.access.turn-credentials-issued.v1"),
                    Map.entry(PolicyEvent.Adopted.class, "io.boson.routing.policy-adopted.v1"));

    private static final Map<String, Class<? extends Event>> CLASSES =
            NAMES.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private static final Map<Class<? extends Event>, Topic> FAMILIES =
            Map.of(
                    NodeEvent.class, Topic.NODES,
                    Heartbeat.class, Topic.HEARTBEATS,
                    MetricsSubmitted.class, Topic.METRICS,
                    SessionEvent.class, Topic.SESSIONS,
                    SessionUsage.class, Topic.USAGE,
                    SessionPlace.class, Topic.USAGE,
                    AccessEvent.class, Topic.ACCESS,
                    PolicyEvent.class, Topic.POLICIES,
                    RelayEvent.class, Topic.RELAYS);

    private EventTypes() {}

    public static String nameOf(Event event) {
        String name = NAMES.get(event.getClass());
        if (name == null) {
            throw new IllegalArgumentException("no type name for " + event.getClass());
        }
        return name;
    }

    /// Every type this release writes.
    public static Map<String, Class<? extends Event>> all() {
        return CLASSES;
    }

    /// Where events of this type are kept.
    ///
    /// @param type one of [#all]
    public static Topic topicOf(String type) {
        Class<? extends Event> shape = CLASSES.get(type);
        if (shape == null) {
            throw new IllegalArgumentException("no such type: " + type);
        }
        return FAMILIES.entrySet().stream()
                .filter(family -> family.getKey().isAssignableFrom(shape))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }
}
