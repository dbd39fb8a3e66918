/// Where a process's time goes: by thread as the system counts it, by code as the JVM samples it.
///
/// Must not know: what the process is asked meanwhile.
@NullMarked
package io.boson.bench.profile;

import org.jspecify.annotations.NullMarked;
