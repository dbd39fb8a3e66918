/// What Streams stores and the compacted topics hold, as bytes.
///
/// Must not know: who folds it.
@NullMarked
package io.boson.streams.state;

import org.jspecify.annotations.NullMarked;
