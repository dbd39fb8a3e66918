/// `boson connect`: a key, a session and the file that goes with them. Meets the server only from
/// outside, through its HTTP API.
///
/// Must not know: how the server works inside.
@NullMarked
package io.boson.server.connect;

import org.jspecify.annotations.NullMarked;
