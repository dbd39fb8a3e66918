package io.boson.relay.flow;

/// Bounds on everything the switch remembers and does. [#DEFAULTS] suit a relay of some thousand
/// sessions; memory at all the maxima is about 700 MB.
///
/// @param pairsMax admitted sessions; 1 to 1,000,000
/// @param nodesPerClientMax sessions that share one client key; 1 to 256
/// @param flowsMax flows and memories of initiations, one per direction; 2 to 8,000,000
/// @param flowsPerPairMax open flows of one session, one per direction; one over which
///     nothing came back, or else the least lately used, makes room; 4 to 64 (WireGuard keeps
///     three key pairs, so six)
/// @param endpointsMax addresses and WebSockets remembered; 2 to 4,000,000
/// @param strangersMax of these, addresses that have proven nothing; the longest silent makes room;
///     1 to 1,000,000
/// @param candidatesMax strangers that are worth trying for one key; the oldest makes room; 1 to 64
/// @param candidatesPerIpMax of these, on one IP; 1 to 16
/// @param sourcesMax IP addresses (of IPv6: /64) whose budgets are remembered; the longest silent
///     makes room; 1 to 4,000,000
/// @param fanOutMax receivers of one initiation; 1 to 4
/// @param responsesMax responses to one initiation from one address; 1 to 16
/// @param source initiations from one IP or WebSocket
/// @param proven initiations from one IP, and to one key, that bring back a cookie of the relay's
/// @param addressee initiations to one key from senders that prove nothing
/// @param pair initiations between two peers, from their proven or expected addresses
/// @param searches comparisons of mac1 in searches of many keys, over all senders; a search costs
///     as many as there are keys; one each for initiations, for those that bring back a cookie, and
///     for responses
/// @param cookieReplies made by the relay, over all senders
/// @param cookieProofs checks of mac2, over all senders
/// @param expiriesMax entries that one call of `expire` looks at; 1 to 1,000,000
public record SwitchLimits(
        int pairsMax,
        int nodesPerClientMax,
        int flowsMax,
        int flowsPerPairMax,
        int endpointsMax,
        int strangersMax,
        int candidatesMax,
        int candidatesPerIpMax,
        int sourcesMax,
        int fanOutMax,
        int responsesMax,
        Rate source,
        Rate proven,
        Rate addressee,
        Rate pair,
        Rate searches,
        Rate cookieReplies,
        Rate cookieProofs,
        int expiriesMax) {

    /// A token bucket's size and filling.
    ///
    /// @param perSecond above 0
    /// @param burst at least 1
    public record Rate(double perSecond, double burst) {

        public Rate {
            if (!(perSecond > 0) || !(burst >= 1)) {
                throw new IllegalArgumentException(
                        "rate must be above 0 with a burst of at least 1, is %s with %s"
                                .formatted(perSecond, burst));
            }
        }
    }

    private static final int MILLION = 1_000_000;

    public static final SwitchLimits DEFAULTS =
            new SwitchLimits(
                    100_000,
                    16,
                    MILLION,
                    16,
                    262_144,
                    65_536,
                    16,
                    2,
                    65_536,
                    4,
                    3,
                    new Rate(20, 40),
                    new Rate(50, 100),
                    new Rate(10, 20),
                    new Rate(2, 10),
                    new Rate(200_000, 200_000),
                    new Rate(4_000, 4_000),
                    new Rate(20_000, 20_000),
                    4_096);

    public SwitchLimits {
        within("pairsMax", pairsMax, 1, MILLION);
        within("nodesPerClientMax", nodesPerClientMax, 1, 256);
        within("flowsMax", flowsMax, 2, 8 * MILLION);
        within("flowsPerPairMax", flowsPerPairMax, 4, 64);
        within("endpointsMax", endpointsMax, 2, 4 * MILLION);
        within("strangersMax", strangersMax, 1, MILLION);
        within("candidatesMax", candidatesMax, 1, 64);
        within("candidatesPerIpMax", candidatesPerIpMax, 1, 16);
        within("sourcesMax", sourcesMax, 1, 4 * MILLION);
        within("fanOutMax", fanOutMax, 1, 4);
        within("responsesMax", responsesMax, 1, 16);
        within("expiriesMax", expiriesMax, 1, MILLION);
    }

    private static void within(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    "%s must be from %d to %d, is %d".formatted(name, low, high, value));
        }
    }
}
