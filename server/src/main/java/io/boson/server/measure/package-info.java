/// What parts measure themselves with: counters that cost a request an increment or two, and no
/// allocation.
///
/// Must not know: who reads the measurements, or in which format they are shown.
@NullMarked
package io.boson.server.measure;

import org.jspecify.annotations.NullMarked;
