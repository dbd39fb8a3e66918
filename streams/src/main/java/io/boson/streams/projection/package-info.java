/// Facts to state: folds that feed the compacted topics `fleet` and `live`. Rebuildable at any
/// time.
///
/// Must not know: the clock; any public event topic as a target.
@NullMarked
package io.boson.streams.projection;

import org.jspecify.annotations.NullMarked;
