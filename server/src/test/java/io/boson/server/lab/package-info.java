/// Real, unmodified WireGuard between peers that reach each other only through a packed Boson, in
/// network namespaces that are made for it and removed again:
///
/// ```
///   client 10.77.1.2 -- NAT 203.0.113.101 --+                     +-- 203.0.113.111 NAT -- node
///   client 10.77.2.2 -- NAT 203.0.113.102 --+-- pub 203.0.113.1 --+                          |
///   ...                                     |   boson up          |            web 10.80.1.80
///                                           +-- ports isolated ---+
/// ```
///
/// Homes reach `pub` and never each other; the web server has no way but through its node. IPv6 is
/// routed and filtered by state, without NAT: 2001:db8:77:N::2 behind 2001:db8::(100 + N).
///
/// Wants root, TUN devices and some Debian packages, and is skipped, saying so, where they are
/// missing. Must not know: how the server works inside.
@NullMarked
package io.boson.server.lab;

import org.jspecify.annotations.NullMarked;
