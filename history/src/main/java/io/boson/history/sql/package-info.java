/// One class per SQL statement.
///
/// Must not know: when, or why, it is run.
@NullMarked
package io.boson.history.sql;

import org.jspecify.annotations.NullMarked;
