/// The ceilings that the server is held against, each a program of its own: it serves HTTP on a
/// free port, says which, and goes on until it is stopped.
///
/// Must not know: who asks.
@NullMarked
package io.boson.bench.floor;

import org.jspecify.annotations.NullMarked;
