/// The shell scripts a user meets first, run for real: the search for a JDK, the Maven wrapper,
/// the launcher, and the distribution as it was packed.
///
/// Must not know: what Boson does once it runs. Stubs stand for Java and Maven.
@NullMarked
package io.boson.server.launcher;

import org.jspecify.annotations.NullMarked;
