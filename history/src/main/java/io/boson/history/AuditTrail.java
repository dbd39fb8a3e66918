package io.boson.history;

import io.boson.history.audit.AuditEntry;
import io.boson.history.audit.AuditQuery;
import io.boson.history.sql.SelectAudit;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// Every fact but heartbeats, metrics and usage, for those who audit.
public final class AuditTrail {

    private final Jdbi jdbi;

    public AuditTrail(HistoryDatabase database) {
        this.jdbi = database.jdbi();
    }

    /// @throws HistoryUnavailableException where the database does not answer
    public List<AuditEntry> find(AuditQuery query) {
        try {
            return jdbi.withHandle(handle -> SelectAudit.run(handle, query));
        } catch (JdbiException away) {
            throw new HistoryUnavailableException(away);
        }
    }
}
