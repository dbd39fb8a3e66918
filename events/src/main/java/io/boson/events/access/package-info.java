/// Who may do what, as facts: enrolment keys made and withdrawn, TURN credentials issued, and who
/// looked. Never the secrets themselves.
///
/// Must not know: how secrets are shown, hashed or checked.
@NullMarked
package io.boson.events.access;

import org.jspecify.annotations.NullMarked;
