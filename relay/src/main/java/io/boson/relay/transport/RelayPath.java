package io.boson.relay.transport;

import io.boson.relay.RefusalReason;

/// What a request's target asks for.
///
/// ```
/// /relay/<id>   /relay/<anything>/<id>   each with or without ?query
/// ```
///
/// Only the last segment counts, as sent, and the query is not looked at: credentials have no
/// place in a URL.
sealed interface RelayPath {

    record Id(String text) implements RelayPath {}

    record Bad(RefusalReason reason) implements RelayPath {}

    String ROOT = "/relay";

    static RelayPath parse(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (path.equals(ROOT)) {
            return new Bad(RefusalReason.MISSING_SESSION_ID);
        }
        if (!path.startsWith(ROOT + "/")) {
            return new Bad(RefusalReason.INVALID_PATH);
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.isEmpty() ? new Bad(RefusalReason.MISSING_SESSION_ID) : new Id(last);
    }
}
