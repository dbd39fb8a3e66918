package io.boson.server.node;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boson.events.node.Membership;
import io.boson.events.node.NodeId;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.fleet.FleetIndex;
import io.boson.projections.fleet.FleetNode;
import io.boson.server.http.Cursor;
import io.boson.server.http.JsonBody;
import io.boson.server.http.PageLimit;
import io.boson.server.http.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A question about the fleet.
///
/// @param status only these; empty means all that are active
/// @param limit nodes a page; empty means all there are
/// @param after the last node of the page before
record NodeQuery(
        Optional<NodeStatus> status,
        Optional<String> country,
        Optional<String> region,
        Optional<Integer> limit,
        Optional<NodeId> after) {

    /// @throws io.boson.server.http.ProblemException 400 that names every wrong parameter
    static NodeQuery parse(
            @Nullable String status,
            @Nullable String country,
            @Nullable String region,
            @Nullable String limit,
            @Nullable String cursor) {
        List<Problem.Detail> wrong = new ArrayList<>();
        NodeQuery query =
                new NodeQuery(
                        Optional.ofNullable(status)
                                .flatMap(
                                        text ->
                                                check(
                                                        NodeStatus.parse(text),
                                                        "status",
                                                        "must be online, degraded or offline",
                                                        wrong)),
                        Optional.ofNullable(country),
                        Optional.ofNullable(region),
                        Optional.ofNullable(limit)
                                .flatMap(
                                        text ->
                                                check(
                                                        PageLimit.parse(text),
                                                        "limit",
                                                        PageLimit.MUST,
                                                        wrong)),
                        Optional.ofNullable(cursor)
                                .flatMap(
                                        text ->
                                                check(
                                                        Cursor.read(text).flatMap(NodeId::parse),
                                                        "cursor",
                                                        "must be a nextCursor of an answer",
                                                        wrong)));
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong).asException();
        }
        return query;
    }

    private static <T> Optional<T> check(
            Optional<T> value, String field, String must, List<Problem.Detail> wrong) {
        if (value.isEmpty()) {
            wrong.add(new Problem.Detail(field, must));
        }
        return value;
    }

    private boolean matches(FleetNode node) {
        return node.node()
                .present()
                .filter(m -> status.map(node.status()::equals).orElseGet(node::isActive))
                .map(m -> m.profile().location())
                .filter(at -> country.map(at.country()::equalsIgnoreCase).orElse(true))
                .filter(at -> region.map(at.region()::equalsIgnoreCase).orElse(true))
                .isPresent();
    }

    /// How one node is shown.
    @FunctionalInterface
    interface View {
        void write(JsonGenerator out, Membership member, FleetNode node) throws IOException;
    }

    /// `{"nodes":[...],"count":n}`, and `nextCursor` where there are more.
    JsonBody page(FleetIndex fleet, View view) {
        return out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("nodes");
            Iterator<FleetNode> found = fleet.page(after, this::matches).iterator();
            int count = 0;
            Optional<NodeId> last = Optional.empty();
            while (found.hasNext() && count < limit.orElse(Integer.MAX_VALUE)) {
                FleetNode node = found.next();
                Membership member = node.node().present().orElseThrow();
                view.write(out, member, node);
                last = Optional.of(member.id());
                count++;
            }
            out.writeEndArray();
            out.writeNumberField("count", count);
            if (last.isPresent() && found.hasNext()) {
                out.writeStringField("nextCursor", Cursor.write(last.get().toString()));
            }
            out.writeEndObject();
        };
    }
}
