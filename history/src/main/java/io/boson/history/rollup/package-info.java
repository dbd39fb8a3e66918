/// Many samples as few numbers, which can be put together again: pure.
///
/// Must not know: SQL.
@NullMarked
package io.boson.history.rollup;

import org.jspecify.annotations.NullMarked;
