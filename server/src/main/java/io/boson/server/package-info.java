/// The composition root: everything is made here, in order, and stopped in the reverse order.
///
/// The only package that may know every other one.
@NullMarked
package io.boson.server;

import org.jspecify.annotations.NullMarked;
