/// Enrolment keys: which there are and which still hold.
///
/// Must not know: HTTP, how tokens are signed.
@NullMarked
package io.boson.server.access;

import org.jspecify.annotations.NullMarked;
