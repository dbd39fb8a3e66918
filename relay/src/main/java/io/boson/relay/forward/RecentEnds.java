package io.boson.relay.forward;

import java.util.LinkedHashMap;
import java.util.Map;

/// The last so many ends, in order. Answers whether something ended after a given moment, so that
/// an end that comes while its socket is still being admitted is not lost.
///
/// A moment is a position in this sequence, not a time: however long an admission takes, the
/// answer is right, or an honest "cannot tell" once too much has been forgotten.
///
/// Not safe for several threads.
final class RecentEnds<K> {

    enum Verdict {
        LIVE,
        ENDED,
        FORGOTTEN
    }

    private final Map<K, Long> positions = new LinkedHashMap<>();
    private final int keptMax;
    private long position;
    private long forgottenUpTo;

    RecentEnds(int keptMax) {
        this.keptMax = keptMax;
    }

    long now() {
        return position;
    }

    void add(K key) {
        position++;
        // Removed first, so that the map's order is the sequence's.
        positions.remove(key);
        positions.put(key, position);
        if (positions.size() > keptMax) {
            var eldest = positions.entrySet().iterator();
            forgottenUpTo = eldest.next().getValue();
            eldest.remove();
        }
    }

    Verdict since(K key, long moment) {
        Long ended = positions.get(key);
        if (ended != null) {
            return ended > moment ? Verdict.ENDED : Verdict.LIVE;
        }
        return moment < forgottenUpTo ? Verdict.FORGOTTEN : Verdict.LIVE;
    }
}
