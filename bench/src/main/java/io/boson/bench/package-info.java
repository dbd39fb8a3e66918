/// The load programs, each prints one table with its ceiling beside the result. What the figures
/// mean, and how far to believe them: `bench/README.md`.
///
/// Must not know: how the server does what it is asked.
@NullMarked
package io.boson.bench;

import org.jspecify.annotations.NullMarked;
