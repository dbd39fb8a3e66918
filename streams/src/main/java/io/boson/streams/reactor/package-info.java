/// Where the log itself is acted upon: the session arbiter, session expiry and the silence watch.
/// The only users of a clock.
///
/// Must not know: how its facts are read.
@NullMarked
package io.boson.streams.reactor;

import org.jspecify.annotations.NullMarked;
