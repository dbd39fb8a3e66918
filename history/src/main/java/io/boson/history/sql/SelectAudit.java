package io.boson.history.sql;

import io.boson.events.log.RecordedEvent;
import io.boson.history.audit.AuditEntry;
import io.boson.history.audit.AuditQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// A page of the audit trail. Only what is asked for stands in the statement, so that the index of
/// it can be used.
public final class SelectAudit {

    private static final String ORDER = "received, topic, partition, \"offset\"";

    private SelectAudit() {}

    public static List<AuditEntry> run(Handle handle, AuditQuery wanted) {
        Query query = handle.createQuery(sql(wanted));
        wanted.subject().ifPresent(value -> query.bind("subject", value));
        wanted.actor().ifPresent(value -> query.bind("actor", value));
        wanted.type().ifPresent(value -> query.bind("type", value));
        wanted.correlationId().ifPresent(value -> query.bind("correlation", value));
        wanted.after()
                .ifPresent(
                        place ->
                                query.bind("received", place.received().atOffset(ZoneOffset.UTC))
                                        .bind("topic", place.topic())
                                        .bind("partition", place.partition())
                                        .bind("offset", place.offset()));
        return query.bind("from", wanted.from().atOffset(ZoneOffset.UTC))
                .bind("to", wanted.to().atOffset(ZoneOffset.UTC))
                .bind("limit", wanted.limit())
                .map((row, _) -> entry(row))
                .list();
    }

    private static String sql(AuditQuery wanted) {
        StringBuilder sql =
                new StringBuilder("SELECT * FROM audit WHERE received >= :from AND received < :to");
        wanted.subject().ifPresent(_ -> sql.append(" AND subject = :subject"));
        wanted.actor().ifPresent(_ -> sql.append(" AND actor = :actor"));
        wanted.type().ifPresent(_ -> sql.append(" AND type = :type"));
        wanted.correlationId().ifPresent(_ -> sql.append(" AND correlation_id = :correlation"));
        wanted.after()
                .ifPresent(
                        _ ->
                                sql.append(" AND (" + ORDER + ") ")
                                        .append(wanted.newestFirst() ? '<' : '>')
                                        .append(" (:received, :topic, :partition, :offset)"));
        String direction = wanted.newestFirst() ? " DESC" : "";
        return sql.append(" ORDER BY ")
                .append(ORDER.replace(",", direction + ","))
                .append(direction)
                .append(" LIMIT :limit")
                .toString();
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                new AuditQuery.Place(
                        row.getObject("received", OffsetDateTime.class).toInstant(),
                        row.getString("topic"),
                        row.getInt("partition"),
                        row.getLong("offset")),
                row.getString("key"),
                new RecordedEvent.Attributes(
                        row.getString("id"),
                        row.getString("type"),
                        row.getString("source"),
                        row.getString("subject"),
                        row.getString("actor"),
                        row.getString("correlation_id"),
                        row.getString("causation_id")),
                row.getBoolean("readable"),
                row.getString("data"));
    }
}
