/// The sessions that live now, with indexes.
///
/// Must not know: how the parts reached this instance.
@NullMarked
package io.boson.projections.session;

import org.jspecify.annotations.NullMarked;
