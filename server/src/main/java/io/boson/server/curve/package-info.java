/// WireGuard's curve: which public key belongs to a private one.
///
/// Must not know: who has keys, or anything else of Boson.
@NullMarked
package io.boson.server.curve;

import org.jspecify.annotations.NullMarked;
