/// WireGuard tunnels of sessions: whose keys, which addresses.
///
/// Every node is the far end of its own tunnels only, so addresses are given per node: two clients
/// of one node never have the same at once, clients of different nodes may. The node's own address
/// is the same on every node, the first of the range:
///
/// ```
///   100.96.0.0/16   .0.0 the network   .0.1 the node   .0.2 ... .255.254 its clients
///   fdXX:...::/48   ::0                ::1  the node   ::2  ...          the same clients
/// ```
///
/// Must not know: sessions, how a free address is found, or anything outside `io.boson.events`.
@NullMarked
package io.boson.events.tunnel;

import org.jspecify.annotations.NullMarked;
