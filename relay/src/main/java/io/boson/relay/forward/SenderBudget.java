package io.boson.relay.forward;

/// What one attached end may send. Safe for several threads.
public sealed interface SenderBudget {

    /// False where it would be more than the end may send; then nothing is taken.
    ///
    /// @param now of the one monotonic clock, in nanoseconds
    boolean take(int packets, int bytes, long now);

    /// A node's, for all its sessions.
    record OfNode(TokenBucket node) implements SenderBudget {
        @Override
        public boolean take(int packets, int bytes, long now) {
            return node.take(packets, bytes, now);
        }
    }

    /// A client's: its session's, and its share of what its principal may send. The session is
    /// asked first, so that one that floods spends its own and not what the others live on.
    record OfClient(TokenBucket session, TokenBucket principal) implements SenderBudget {
        @Override
        public boolean take(int packets, int bytes, long now) {
            if (!session.take(packets, bytes, now)) {
                return false;
            }
            if (!principal.take(packets, bytes, now)) {
                session.giveBack(packets, bytes);
                return false;
            }
            return true;
        }
    }
}
