/// WireGuard for people and scripts: what a client and a node have to write into their interfaces,
/// as files that WireGuard's own tools read, and where a client says it may be found.
///
/// A node's own tunnel address is the first of the range, the same on every node: nodes do not meet
/// in a tunnel. Private keys stay where they were made; no file here has one.
///
/// Must not know: how addresses are given, how packets are forwarded.
@NullMarked
package io.boson.server.wireguard;

import org.jspecify.annotations.NullMarked;
