package io.boson.events.access;

import io.boson.events.Event;
import io.boson.events.Topic;
import java.time.Instant;
import java.util.Map;

/// What changed about who may do what. Kept in topic `access`, in one order per principal.
public sealed interface AccessEvent extends Event {

    /// The principal's id: for an enrolment key its public half.
    String principal();

    @Override
    default Topic topic() {
        return Topic.ACCESS;
    }

    @Override
    default String key() {
        return principal();
    }

    @Override
    default String subject() {
        return principal();
    }

    /// @param principal the key's id, the part of it that is no secret
    /// @param sha256 of the whole key, lower-case hexadecimal; the key itself is 256 random
    ///     bits, so its hash needs no salt
    record EnrolmentKeyCreated(String principal, String sha256, String label, Instant at)
            implements AccessEvent {}

    record EnrolmentKeyRevoked(String principal, Instant at) implements AccessEvent {}

    /// Somebody looked into the audit trail.
    ///
    /// @param principal who, as `role:name`
    /// @param asked what was asked for, by parameter; empty for everything
    record AuditRead(String principal, Map<String, String> asked, Instant at)
            implements AccessEvent {

        public AuditRead {
            asked = Map.copyOf(asked);
        }
    }

    /// Somebody was given credentials for TURN. The password follows from the user name and a
    /// secret that is in no log.
    ///
    /// @param principal who, as `role:name`; of an anonymous caller a digest of its address
    /// @param username that a TURN server knows them by: `expiry:principal`
    /// @param expiresAt from when on no TURN server takes them
    record TurnCredentialsIssued(String principal, String username, Instant expiresAt, Instant at)
            implements AccessEvent {}
}
