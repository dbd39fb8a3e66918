package io.boson.relay.transport;

import io.boson.events.session.SessionId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The channels of one node's connection, drawn at [io.boson.relay.wire.Dialect]. Runs on the
/// connection's loop.
final class Channels {

    /// Of more sessions, those that were given theirs first get a new one when they speak again.
    static final int MAX = 65_536;

    private final Map<SessionId, Integer> bySession = new LinkedHashMap<>();
    private final Map<Integer, SessionId> byNumber = new HashMap<>();
    private int last;

    /// Empty where the session has none yet.
    OptionalInt find(SessionId session) {
        Integer number = bySession.get(session);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    int open(SessionId session) {
        if (bySession.size() == MAX) {
            forget(bySession.keySet().iterator().next());
        }
        // Zero is no channel, also after four billion.
        last = last == -1 ? 1 : last + 1;
        bySession.put(session, last);
        byNumber.put(last, session);
        return last;
    }

    Optional<SessionId> session(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    void forget(SessionId session) {
        Integer number = bySession.remove(session);
        if (number != null) {
            byNumber.remove(number);
        }
    }
}
