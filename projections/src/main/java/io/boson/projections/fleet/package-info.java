/// The fleet as a reader sees it: each node's facts, load and relay joined, with indexes.
///
/// Must not know: how the parts reached this instance.
@NullMarked
package io.boson.projections.fleet;

import org.jspecify.annotations.NullMarked;
