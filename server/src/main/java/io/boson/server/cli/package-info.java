/// The command line: `boson --help`, `boson --version`, `boson up`, `boson simulate`.
/// Turns words into a `LaunchRequest` or a `SimulateRequest` and an outcome into an exit code and
/// one line; the only package that prints.
///
/// Must not know: what a server or a fleet is made of. It gets a `Launch` and a `Simulate` and
/// calls them.
@NullMarked
package io.boson.server.cli;

import org.jspecify.annotations.NullMarked;
