/// What heartbeats and samples say about a node, each folded for itself and joined by who reads.
///
/// Must not know: where they come from, or what routing makes of them.
@NullMarked
package io.boson.projections.load;

import org.jspecify.annotations.NullMarked;
