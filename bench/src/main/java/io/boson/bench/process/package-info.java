/// The processes that are measured: started, read, and ended, each by its own id.
///
/// Must not know: what is asked of them.
@NullMarked
package io.boson.bench.process;

import org.jspecify.annotations.NullMarked;
