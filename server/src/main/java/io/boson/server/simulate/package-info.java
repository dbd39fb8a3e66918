/// `boson simulate`: a fleet to try a server on. Brings the plan, the players and the words about
/// them together.
///
/// Must not know: how a server works inside, of which it uses nothing but the public API; it runs
/// as well against a server on another machine.
@NullMarked
package io.boson.server.simulate;

import org.jspecify.annotations.NullMarked;
