package io.boson.server.node;

import io.boson.events.node.Capabilities;
import io.boson.events.node.Location;
import io.boson.events.node.Location.Coordinates;
import io.boson.events.node.NatType;
import io.boson.events.node.NetworkInfo;
import io.boson.events.node.NodeId;
import io.boson.events.node.NodeProfile;
import io.boson.server.http.JsonFields;
import io.boson.server.http.JsonRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;

/// What a node sends to register.
///
/// ```json
/// {"nodeId":"...","publicKey":"...",
///  "networkInfo":{"ipv4":"192.0.2.1","ipv6":null,"natType":"FullCone","stunMappedAddress":null,
///                 "localPort":51820},
///  "capabilities":{"maxConnections":10,"bandwidth":{"up":50,"down":100},
///                  "routing":true,"natting":true},
///  "location":{"country":"DE","region":"Hessen","coordinates":[50.1,8.7]},
///  "heartbeatInterval":30}
/// ```
///
/// `ipv6`, `stunMappedAddress` and `coordinates` may be null but not absent. Metrics that existing
/// nodes send along are checked like a heartbeat's and not kept: nothing has been measured yet.
record RegistrationRequest(NodeId nodeId, NodeProfile profile) {

    private static final int REGION_CHARS_MAX = 100;
    private static final int ADDRESS_CHARS_MAX = 64;
    private static final int CONNECTIONS_MAX = 1_000_000;
    private static final double BANDWIDTH_MAX = 1e7;

    /// @param peer the address the request came from; what the node says of its public address is
    ///     not believed
    /// @throws io.boson.server.http.ProblemException 400 that names every wrong field
    static RegistrationRequest parse(InputStream body, InetAddress peer) throws IOException {
        return JsonRequest.read(body, fields -> from(fields, peer));
    }

    private static RegistrationRequest from(JsonFields fields, InetAddress peer) {
        fields.optional("metrics", name -> HeartbeatRequest.measured(fields.object(name), false));
        int interval =
                fields.optional(
                                "heartbeatInterval",
                                name ->
                                        fields.whole(
                                                name,
                                                NodeProfile.HEARTBEAT_INTERVAL_SECONDS_MIN,
                                                NodeProfile.HEARTBEAT_INTERVAL_SECONDS_MAX))
                        .orElse(NodeProfile.HEARTBEAT_INTERVAL_SECONDS_DEFAULT);
        return new RegistrationRequest(
                new NodeId(fields.uuid("nodeId")),
                new NodeProfile(
                        fields.wireGuardKey("publicKey"),
                        network(fields.object("networkInfo"), peer),
                        capabilities(fields.object("capabilities")),
                        location(fields.object("location")),
                        interval));
    }

    private static NetworkInfo network(JsonFields fields, InetAddress peer) {
        fields.optional("publicIp", fields::address);
        return new NetworkInfo(
                fields.ipv4("ipv4").getHostAddress(),
                fields.nullable("ipv6", name -> fields.ipv6(name).getHostAddress()),
                fields.choice("natType", NatType.values(), NatType::text),
                fields.nullable("stunMappedAddress", name -> fields.text(name, ADDRESS_CHARS_MAX)),
                fields.whole("localPort", 1, 65_535),
                peer.getHostAddress());
    }

    private static Capabilities capabilities(JsonFields fields) {
        JsonFields bandwidth = fields.object("bandwidth");
        return new Capabilities(
                fields.whole("maxConnections", 1, CONNECTIONS_MAX),
                new Capabilities.Bandwidth(
                        bandwidth.number("up", 0, BANDWIDTH_MAX),
                        bandwidth.number("down", 0, BANDWIDTH_MAX)),
                fields.flag("routing"),
                fields.flag("natting"));
    }

    private static Location location(JsonFields fields) {
        return new Location(
                fields.country("country"),
                fields.text("region", REGION_CHARS_MAX),
                fields.nullable(
                        "coordinates",
                        name -> {
                            JsonFields.Point at = fields.coordinates(name);
                            return new Coordinates(at.latitude(), at.longitude());
                        }));
    }
}
