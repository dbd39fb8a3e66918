package io.boson.events.node;

import java.time.Instant;

/// A registered node in the present lifetime.
///
/// @param registeredAt when the lifetime began
/// @param confirmedAt the latest registration; counts as a sign of life like a heartbeat
public record Membership(
        NodeId id,
        NodeProfile profile,
        RegistrationId registration,
        Instant registeredAt,
        Instant confirmedAt,
        Silence silence,
        boolean degraded) {

    /// Whether the node was last noted silent. The note names the heartbeat it was judged by, so a
    /// reader that knows a later heartbeat knows better.
    public sealed interface Silence {
        record Heard() implements Silence {}

        record Silent(long judgedHeartbeat, Instant since) implements Silence {}
    }

    public static final Silence HEARD = new Silence.Heard();

    static Membership begin(NodeEvent.Registered event) {
        return new Membership(
                event.nodeId(),
                event.profile(),
                event.registration(),
                event.at(),
                event.at(),
                HEARD,
                false);
    }

    Membership renewed(NodeProfile newProfile, RegistrationId newRegistration, Instant at) {
        return new Membership(id, newProfile, newRegistration, registeredAt, at, HEARD, false);
    }

    /// The same lifetime goes on; the sign of life is fresh.
    Membership revived(Instant at) {
        return renewed(profile, registration, at);
    }

    Membership with(Silence newSilence) {
        return new Membership(
                id, profile, registration, registeredAt, confirmedAt, newSilence, degraded);
    }

    Membership withDegraded(boolean isDegraded) {
        return new Membership(
                id, profile, registration, registeredAt, confirmedAt, silence, isDegraded);
    }

    /// True where silence was noted and no heartbeat after the judged one is known.
    public boolean isSilent(long lastHeartbeat) {
        return switch (silence) {
            case Silence.Heard() -> false;
            case Silence.Silent(long judged, _) -> lastHeartbeat <= judged;
        };
    }
}
