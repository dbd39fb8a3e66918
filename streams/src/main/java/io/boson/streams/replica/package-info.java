/// The compacted topics held whole in memory, where every read is answered.
///
/// Must not know: Streams; who reads.
@NullMarked
package io.boson.streams.replica;

import org.jspecify.annotations.NullMarked;
