/// What heartbeats say about a node.
///
/// Must not know: where heartbeats come from, or what routing makes of them.
@NullMarked
package io.boson.projections.load;

import org.jspecify.annotations.NullMarked;
