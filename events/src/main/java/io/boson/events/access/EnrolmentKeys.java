package io.boson.events.access;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The enrolment keys that hold, folded from topic `access`. Immutable.
///
/// @param idBySha256 key ids by the hash of the key
public record EnrolmentKeys(Map<String, String> idBySha256) {

    public static final EnrolmentKeys NONE = new EnrolmentKeys(Map.of());

    public EnrolmentKeys {
        idBySha256 = Map.copyOf(idBySha256);
    }

    /// The fold. Total: an event that no longer applies leaves an equal state.
    public EnrolmentKeys evolve(AccessEvent event) {
        Map<String, String> next = new HashMap<>(idBySha256);
        switch (event) {
            case AccessEvent.EnrolmentKeyCreated(var id, var sha256, _, _) ->
                    next.putIfAbsent(sha256, id);
            case AccessEvent.EnrolmentKeyRevoked(var id, _) -> next.values().removeIf(id::equals);
            // These open and close nothing.
            case AccessEvent.AuditRead _, AccessEvent.TurnCredentialsIssued _ -> {}
        }
        return new EnrolmentKeys(next);
    }

    /// Whether the key with this id was created and not revoked.
    public boolean holds(String id) {
        return idBySha256.containsValue(id);
    }

    /// The id of the key with this hash, where it holds.
    public Optional<String> find(String sha256) {
        return Optional.ofNullable(idBySha256.get(sha256));
    }
}
