package io.boson.relay.flow;

import java.util.EnumMap;
import java.util.Map;

/// What the switch counts as it goes.
final class Tally {

    private static final class Count {
        private long value;
    }

    private final Map<DropCause, Count> drops = new EnumMap<>(DropCause.class);
    long initiations;
    long responses;
    long cookieReplies;
    long transports;
    long transportBytes;
    long answers;
    long cookieProofs;
    long opened;
    long moved;

    Tally() {
        for (DropCause cause : DropCause.values()) {
            drops.put(cause, new Count());
        }
    }

    void dropped(DropCause cause) {
        Count count = drops.get(cause);
        if (count != null) {
            count.value++;
        }
    }

    Map<DropCause, Long> drops() {
        Map<DropCause, Long> counts = new EnumMap<>(DropCause.class);
        drops.forEach((cause, count) -> counts.put(cause, count.value));
        return counts;
    }
}
