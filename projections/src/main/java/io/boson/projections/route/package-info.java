/// Choosing a node for a client, and being able to say why.
///
/// Must not know: clocks, randomness other than a given seed, or how a session is opened.
@NullMarked
package io.boson.projections.route;

import org.jspecify.annotations.NullMarked;
