package io.boson.server.node;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boson.events.codec.BosonJson;
import io.boson.events.node.Capabilities;
import io.boson.events.node.Location;
import io.boson.events.node.Membership;
import io.boson.events.node.NetworkInfo;
import io.boson.events.node.Node;
import io.boson.projections.fleet.FleetNode;
import java.io.IOException;
import java.util.Optional;

/// A node as readers get it. No credential is in it.
final class NodeJson {

    private NodeJson() {}

    static void write(JsonGenerator out, Membership member, FleetNode node) throws IOException {
        out.writeStartObject();
        out.writeStringField("nodeId", member.id().toString());
        out.writeStringField("publicKey", member.profile().publicKey().text());
        writeNetwork(out, member.profile().networkInfo());
        writeCapabilities(out, member.profile().capabilities());
        writeLocation(out, member.profile().location());
        out.writeStringField("status", node.status().text());
        out.writeBooleanField("draining", node.isDraining());
        if (node.node() instanceof Node.Draining(_, var until)) {
            out.writeStringField("drainingUntil", BosonJson.text(until));
        }
        out.writeStringField("lastHeartbeat", BosonJson.text(node.lastSeen(member)));
        out.writeStringField("registeredAt", BosonJson.text(member.registeredAt()));
        out.writeEndObject();
    }

    /// What anybody may know where the list is public: no address, no key.
    ///
    /// ```json
    /// {"nodeId":"...","status":"online","location":{"country":"DE","region":"Hessen"}}
    /// ```
    static void brief(JsonGenerator out, Membership member, FleetNode node) throws IOException {
        Location location = member.profile().location();
        out.writeStartObject();
        out.writeStringField("nodeId", member.id().toString());
        out.writeStringField("status", node.status().text());
        out.writeObjectFieldStart("location");
        out.writeStringField("country", location.country());
        out.writeStringField("region", location.region());
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void writeNetwork(JsonGenerator out, NetworkInfo network) throws IOException {
        out.writeObjectFieldStart("networkInfo");
        out.writeStringField("ipv4", network.ipv4());
        writeOptional(out, "ipv6", network.ipv6());
        out.writeStringField("natType", network.natType().text());
        writeOptional(out, "stunMappedAddress", network.stunMappedAddress());
        out.writeNumberField("localPort", network.localPort());
        out.writeStringField("publicIp", network.publicIp());
        out.writeEndObject();
    }

    private static void writeCapabilities(JsonGenerator out, Capabilities capabilities)
            throws IOException {
        out.writeObjectFieldStart("capabilities");
        out.writeNumberField("maxConnections", capabilities.maxConnections());
        out.writeObjectFieldStart("bandwidth");
        out.writeNumberField("up", capabilities.bandwidth().up());
        out.writeNumberField("down", capabilities.bandwidth().down());
        out.writeEndObject();
        out.writeBooleanField("routing", capabilities.routing());
        out.writeBooleanField("natting", capabilities.natting());
        out.writeEndObject();
    }

    private static void writeLocation(JsonGenerator out, Location location) throws IOException {
        out.writeObjectFieldStart("location");
        out.writeStringField("country", location.country());
        out.writeStringField("region", location.region());
        out.writeFieldName("coordinates");
        Optional<Location.Coordinates> at = location.coordinates();
        if (at.isPresent()) {
            out.writeArray(new double[] {at.get().latitude(), at.get().longitude()}, 0, 2);
        } else {
            out.writeNull();
        }
        out.writeEndObject();
    }

    private static void writeOptional(JsonGenerator out, String name, Optional<String> text)
            throws IOException {
        if (text.isPresent()) {
            out.writeStringField(name, text.get());
        } else {
            out.writeNullField(name);
        }
    }
}
