package io.boson.server.limits;

import java.time.Duration;

/// What is left of a limit after one request was counted against it.
///
/// @param limit the bucket's size, as a header value
/// @param policy size and the seconds that refill it, `5000;w=17`, as a header value
/// @param allowed whether this request was within the limit
/// @param remaining requests possible right now
/// @param full how long until the whole limit is there again
/// @param retryAfter how long a refused caller should wait; zero for an allowed one
public record Quota(
        String limit,
        String policy,
        boolean allowed,
        long remaining,
        Duration full,
        Duration retryAfter) {

    /// The one that refuses, else the one that leaves the caller less.
    public Quota tighter(Quota other) {
        if (allowed != other.allowed) {
            return allowed ? other : this;
        }
        return other.remaining < remaining ? other : this;
    }
}
