/// A PostgreSQL of its own: real server binaries that come as a library, unpacked once and run as a
/// process beside this one.
///
/// Must not know: SQL, or what is kept in it.
@NullMarked
package io.boson.embedded.postgres;

import org.jspecify.annotations.NullMarked;
