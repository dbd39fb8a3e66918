/// Whether clients can be served, and what each part says of itself.
///
/// Must not know: how the parts work; it asks them.
@NullMarked
package io.boson.server.health;

import org.jspecify.annotations.NullMarked;
