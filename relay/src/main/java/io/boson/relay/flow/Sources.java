package io.boson.relay.flow;

import java.util.LinkedHashMap;
import java.util.Map;

/// What each IP address (of IPv6: /64) may still cause. The one that has been silent for longest
/// makes room; coming back, it has whole budgets and no credit.
final class Sources {

    /// Bytes that may go to unproven addresses per byte that came from them (RFC 9000, 8.1).
    private static final int CREDIT_FACTOR = 3;

    /// Packets ahead at most, of the largest kind of handshake message.
    private static final int CREDIT_PACKETS = 4;

    static final int CREDIT_MAX = CREDIT_PACKETS * 148;

    /// One address's budgets.
    static final class Source {

        final Budget initiations;
        final Budget returning;
        private int credit;

        /// Whether something was not sent there for want of credit.
        boolean isShort;

        private Source(SwitchLimits limits, long now) {
            this.initiations = new Budget(limits.source(), now);
            this.returning = new Budget(limits.proven(), now);
        }

        void heard(int bytes) {
            credit = Math.min(CREDIT_MAX, credit + CREDIT_FACTOR * bytes);
        }

        /// Remembers where it may not: its next initiation is worth a cookie.
        boolean mayReceive(int bytes, int reserve) {
            isShort = bytes + reserve > credit;
            return !isShort;
        }

        void sent(int bytes) {
            credit -= bytes;
        }
    }

    private final SwitchLimits limits;
    private final Map<IpAddress, Source> sources;

    Sources(SwitchLimits limits) {
        this.limits = limits;
        this.sources = new LinkedHashMap<>(16, 0.75f, true);
    }

    int size() {
        return sources.size();
    }

    Source of(Contact contact, long now) {
        IpAddress ip = contact.ip().subscriber();
        Source known = sources.get(ip);
        if (known != null) {
            return known;
        }
        if (sources.size() >= limits.sourcesMax()) {
            sources.remove(sources.keySet().iterator().next());
        }
        Source source = new Source(limits, now);
        sources.put(ip, source);
        return source;
    }
}
