/// The server as its users meet it: HTTP and WebSocket from outside, the topics of its log beside
/// it. One server serves all these tests; each uses nodes, clients and places of its own.
///
/// Must not know: how the server works inside.
@NullMarked
package io.boson.server.api;

import org.jspecify.annotations.NullMarked;
