package io.boson.server.route;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boson.events.node.Membership;
import io.boson.events.node.NodeProfile;
import io.boson.events.routing.NodeReach;
import io.boson.events.session.RouteType;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.session.LiveSession;
import java.io.IOException;
import java.util.Optional;

/// A route as clients get it. An estimate is made from measurements or null, never a constant.
final class RouteJson {

    private RouteJson() {}

    /// The ways to the node, best first: the relay is always one.
    static void writeWays(JsonGenerator out, LiveSession session, FleetNode node)
            throws IOException {
        out.writeStartArray();
        if (session.session().terms().type() == RouteType.DIRECT) {
            writeWay(out, session, node, RouteType.DIRECT);
        }
        writeWay(out, session, node, RouteType.RELAY);
        out.writeEndArray();
    }

    /// A direct way has the node's `endpoint`, an address and a port, as far as they are known.
    private static void writeWay(
            JsonGenerator out, LiveSession session, FleetNode node, RouteType type)
            throws IOException {
        out.writeStartObject();
        writeFields(out, session, node, type);
        Optional<String> endpoint =
                node.node()
                        .present()
                        .map(Membership::profile)
                        .map(NodeProfile::networkInfo)
                        .flatMap(NodeReach::endpoint);
        if (type == RouteType.DIRECT && endpoint.isPresent()) {
            out.writeStringField("endpoint", endpoint.get());
        }
        out.writeEndObject();
    }

    /// The members of the session's route, in an object that the caller has begun.
    static void writeFields(JsonGenerator out, LiveSession session, FleetNode node)
            throws IOException {
        writeFields(out, session, node, session.session().terms().type());
    }

    private static void writeFields(
            JsonGenerator out, LiveSession session, FleetNode node, RouteType type)
            throws IOException {
        out.writeStringField("id", session.id().toString());
        out.writeStringField("type", type.text());
        out.writeArrayFieldStart("path");
        out.writeString(session.nodeId().toString());
        out.writeEndArray();
        Optional<HeartbeatMetrics> measured = node.node().present().flatMap(node::metrics);
        writeNumber(out, "estimatedLatency", measured.map(HeartbeatMetrics::latency));
        writeNumber(out, "estimatedBandwidth", measured.flatMap(m -> bandwidthLeft(node, m)));
        out.writeNumberField("cost", type == RouteType.DIRECT ? 1 : 2);
        out.writeNumberField("priority", type == RouteType.DIRECT ? 100 : 50);
    }

    /// Mbit/s toward the client: declared less what is in use.
    private static Optional<Double> bandwidthLeft(FleetNode node, HeartbeatMetrics measured) {
        return node.node()
                .present()
                .map(m -> m.profile().capabilities().bandwidth().down())
                .map(declared -> Math.max(0, declared - measured.bandwidthDown()));
    }

    private static void writeNumber(JsonGenerator out, String name, Optional<Double> value)
            throws IOException {
        if (value.isPresent()) {
            out.writeNumberField(name, value.get());
        } else {
            out.writeNullField(name);
        }
    }
}
