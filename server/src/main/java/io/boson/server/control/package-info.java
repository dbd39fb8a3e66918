/// The control plane as one thing that starts and stops: broker (where embedded), topics, log,
/// Streams applications and replicas.
///
/// Must not know: HTTP, relay sockets.
@NullMarked
package io.boson.server.control;

import org.jspecify.annotations.NullMarked;
