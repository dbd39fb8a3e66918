/// What the relay needs from the rest of Boson and what it reports back: the port
/// [io.boson.relay.Admissions], asked once per socket, and the port
/// [io.boson.relay.RelayListener], told of every attachment and its end.
///
/// `websocket` is RFC 6455, `wire` the language spoken over it, `forward` decides where a packet
/// goes, `transport` owns the sockets. Packages depend in that order: this one on none of them,
/// `transport` on all.
///
/// Must not know: Kafka, HTTP resources, tokens' contents, how a session came to be.
@NullMarked
package io.boson.relay;

import org.jspecify.annotations.NullMarked;
