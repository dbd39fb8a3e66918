package io.boson.relay.flow;

/// How fast one end of a pair may send. Asked for each of its transport packets that comes over
/// UDP: what comes over a WebSocket was counted there.
@FunctionalInterface
public interface Allowance {

    Allowance UNLIMITED = (_, _) -> true;

    /// False where it would be more than the end may send; then nothing is taken. Makes no object
    /// and does not wait.
    ///
    /// @param bytes of one packet
    /// @param now in the switch's time
    boolean take(int bytes, long now);
}
