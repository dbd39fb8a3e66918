/// Keys that people hold or may look up: enrolment keys, and the public halves of ours.
///
/// Must not know: what is done with a token.
@NullMarked
package io.boson.server.access;

import org.jspecify.annotations.NullMarked;
