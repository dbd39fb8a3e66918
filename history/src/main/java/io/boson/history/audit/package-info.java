/// What may be asked of the audit trail, and what it answers.
///
/// Must not know: SQL.
@NullMarked
package io.boson.history.audit;

import org.jspecify.annotations.NullMarked;
