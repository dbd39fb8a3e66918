/// Plays a planned fleet against a server: real HTTP, real WebSockets, a virtual thread for each
/// node and client. The server is met as strangers meet it, from outside.
///
/// Must not know: how a server works inside, the command line, where text is printed.
@NullMarked
package io.boson.server.simulate.play;

import org.jspecify.annotations.NullMarked;
