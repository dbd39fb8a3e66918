package io.boson.server.route;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boson.events.node.Capabilities;
import io.boson.events.session.RouteType;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.session.LiveSession;
import java.io.IOException;
import java.util.Optional;

/// A route as clients get it. An estimate is a measurement or null, never a constant.
final class RouteJson {

    private RouteJson() {}

    /// The members of a route, in an object that the caller has begun.
    static void writeFields(JsonGenerator out, LiveSession session, FleetNode node)
            throws IOException {
        out.writeStringField("id", session.id().toString());
        out.writeStringField("type", session.session().terms().type().text());
        out.writeArrayFieldStart("path");
        out.writeString(session.nodeId().toString());
        out.writeEndArray();
        writeNumber(out, "estimatedLatency", node.load().metrics().map(HeartbeatMetrics::latency));
        writeNumber(
                out,
                "estimatedBandwidth",
                node.node()
                        .present()
                        .map(m -> m.profile().capabilities())
                        .map(Capabilities::bandwidth)
                        .map(Capabilities.Bandwidth::down));
        boolean direct = session.session().terms().type() == RouteType.DIRECT;
        out.writeNumberField("cost", direct ? 1 : 2);
        out.writeNumberField("priority", direct ? 100 : 50);
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
