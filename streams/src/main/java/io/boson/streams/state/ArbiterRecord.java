package io.boson.streams.state;

/// What the arbiter keeps. All of it lies in one store, whose changelog has one order: a crash
/// never leaves a session forgotten whose addresses do not rest yet.
public sealed interface ArbiterRecord permits ArbiterEntry, RestingAddresses {}
