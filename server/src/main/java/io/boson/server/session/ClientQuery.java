package io.boson.server.session;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boson.events.codec.BosonJson;
import io.boson.events.node.NodeId;
import io.boson.events.session.Attachment;
import io.boson.events.session.RouteType;
import io.boson.events.session.SessionId;
import io.boson.projections.session.Age;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.LiveSessions;
import io.boson.server.http.Cursor;
import io.boson.server.http.JsonBody;
import io.boson.server.http.PageLimit;
import io.boson.server.http.Problem;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A question about the clients that are connected.
///
/// @param node only its clients
/// @param type only those on such a route
/// @param limit clients a page; empty means all there are
/// @param after the last session of the page before
record ClientQuery(
        Optional<NodeId> node,
        Optional<RouteType> type,
        Optional<Integer> limit,
        Optional<Age> after) {

    /// @throws io.boson.server.http.ProblemException 400 that names every wrong parameter
    static ClientQuery parse(
            @Nullable String node,
            @Nullable String type,
            @Nullable String limit,
            @Nullable String cursor) {
        List<Problem.Detail> wrong = new ArrayList<>();
        Optional<NodeId> wantedNode = Optional.ofNullable(node).flatMap(NodeId::parse);
        if (node != null && wantedNode.isEmpty()) {
            wrong.add(new Problem.Detail("nodeId", "must be a UUID"));
        }
        Optional<RouteType> wantedType = Optional.ofNullable(type).flatMap(RouteType::parse);
        if (type != null && wantedType.isEmpty()) {
            wrong.add(new Problem.Detail("type", "must be direct or relay"));
        }
        Optional<Integer> wantedLimit = Optional.ofNullable(limit).flatMap(PageLimit::parse);
        if (limit != null && wantedLimit.isEmpty()) {
            wrong.add(new Problem.Detail("limit", PageLimit.MUST));
        }
        Optional<Age> after = Optional.ofNullable(cursor).flatMap(ClientQuery::place);
        if (cursor != null && after.isEmpty()) {
            wrong.add(new Problem.Detail("cursor", "must be a nextCursor of an answer"));
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong).asException();
        }
        return new ClientQuery(wantedNode, wantedType, wantedLimit, after);
    }

    private static Optional<Age> place(String cursor) {
        String[] parts = Cursor.read(cursor).orElse("").split(" ", 2);
        if (parts.length != 2) {
            return Optional.empty();
        }
        try {
            Instant openedAt = Instant.parse(parts[0]);
            return SessionId.parse(parts[1]).map(id -> new Age(openedAt, id));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    private static String cursor(LiveSession last) {
        return Cursor.write(BosonJson.text(last.session().openedAt()) + ' ' + last.id());
    }

    private boolean matches(LiveSession live) {
        return live.session().attachment() instanceof Attachment.Attached
                && node.map(live.nodeId()::equals).orElse(true)
                && type.map(live.session().terms().type()::equals).orElse(true);
    }

    /// `{"clients":[...],"count":n}`, newest first, and `nextCursor` where there are more.
    ///
    /// @param withPlaces whether relay and connection are shown
    JsonBody page(LiveSessions sessions, boolean withPlaces) {
        return out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("clients");
            writeMatching(out, sessions.newestFirst(after), withPlaces);
            out.writeEndObject();
        };
    }

    private void writeMatching(JsonGenerator out, Iterator<LiveSession> found, boolean withPlaces)
            throws IOException {
        int most = limit.orElse(Integer.MAX_VALUE);
        int count = 0;
        Optional<LiveSession> last = Optional.empty();
        boolean more = false;
        while (found.hasNext() && !more) {
            LiveSession live = found.next();
            if (matches(live)) {
                more = count == most;
                if (!more) {
                    SessionJson.write(out, live, withPlaces);
                    last = Optional.of(live);
                    count++;
                }
            }
        }
        out.writeEndArray();
        out.writeNumberField("count", count);
        if (more && last.isPresent()) {
            out.writeStringField("nextCursor", cursor(last.get()));
        }
    }
}
