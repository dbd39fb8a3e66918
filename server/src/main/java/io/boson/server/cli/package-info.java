/// The command line: `boson --help`, `boson --version`, `boson up`. Turns words into a
/// `LaunchRequest` and an outcome into an exit code and one line; the only package that prints.
///
/// Must not know: what a server is made of. It gets a `Launch` and calls it.
@NullMarked
package io.boson.server.cli;

import org.jspecify.annotations.NullMarked;
