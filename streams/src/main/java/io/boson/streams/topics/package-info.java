/// Which topics there are, how they are kept, and making them.
///
/// Must not know: what is in them.
@NullMarked
package io.boson.streams.topics;

import org.jspecify.annotations.NullMarked;
