/// From a request to the log: who asked, as part of every event's envelope.
///
/// Must not know: HTTP, or what the events mean.
@NullMarked
package io.boson.server.log;

import org.jspecify.annotations.NullMarked;
