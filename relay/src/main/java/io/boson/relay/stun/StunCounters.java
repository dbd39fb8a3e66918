package io.boson.relay.stun;

/// What became of messages that look like STUN.
///
/// @param answered Binding requests told their address
/// @param unknownAttributes answered with error 420
/// @param limited not answered: the address asks too often
/// @param broken not answered: not a Binding request, or not whole
public record StunCounters(long answered, long unknownAttributes, long limited, long broken) {}
