/// The history as one thing that starts and stops beside the server and may be away: PostgreSQL
/// (where embedded), migrations, the writer and what reads.
///
/// Must not know: HTTP, SQL.
@NullMarked
package io.boson.server.history;

import org.jspecify.annotations.NullMarked;
