/// The audit trail, for operators and auditors. Whoever reads it is written into it.
///
/// Must not know: SQL.
@NullMarked
package io.boson.server.audit;

import org.jspecify.annotations.NullMarked;
