package io.boson.server.turn;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boson.server.config.HostPort;
import io.boson.server.http.Answers;
import io.boson.server.http.HostPortJson;
import io.boson.server.turn.TurnCallers.Caller;
import io.boson.server.turn.stun.TurnCredentials;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The servers that answer right now, in the forms that existing clients read. `region` puts that
/// region's first. Where none is configured, or none answers, the lists are short and nobody is
/// given credentials.
@Path("/api/v1/turn")
public final class TurnResource {

    private final Supplier<List<Seen>> servers;
    private final Optional<HostPort> ownStun;
    private final TurnCallers callers;
    private final TurnDesk desk;

    TurnResource(
            Supplier<List<Seen>> servers,
            Optional<HostPort> ownStun,
            TurnCallers callers,
            TurnDesk desk) {
        this.servers = servers;
        this.ownStun = ownStun;
        this.callers = callers;
        this.desk = desk;
    }

    /// `{"servers":[{"host","port","realm","username","password","ttl","region","priority",
    /// "urls"}]}`
    @GET
    @Path("/servers")
    public Response servers(@DefaultValue("") @QueryParam("region") String region) {
        Caller caller = callers.require();
        List<Offer> offers = TurnLists.turn(servers.get(), region);
        Optional<TurnDesk.Grant> grant = grant(caller, offers);
        return Answers.ok(
                out -> {
                    out.writeStartObject();
                    out.writeArrayFieldStart("servers");
                    if (grant.isPresent()) {
                        for (Offer offer : offers) {
                            writeServer(out, offer, grant.get());
                        }
                    }
                    out.writeEndArray();
                    out.writeEndObject();
                });
    }

    /// `{"servers":[{"host","port"}]}`
    @GET
    @Path("/stun")
    public Response stun(@DefaultValue("") @QueryParam("region") String region) {
        callers.readers().require();
        List<HostPort> stun = TurnLists.stun(servers.get(), ownStun, region);
        return Answers.ok(
                out -> {
                    out.writeStartObject();
                    out.writeFieldName("servers");
                    HostPortJson.write(out, stun);
                    out.writeEndObject();
                });
    }

    /// `{"iceServers":[{"urls"},{"urls":[...],"username","credential"}]}`, as WebRTC's
    /// `RTCPeerConnection` takes it.
    @GET
    @Path("/ice")
    public Response ice(@DefaultValue("") @QueryParam("region") String region) {
        Caller caller = callers.require();
        List<Seen> now = servers.get();
        List<HostPort> stun = TurnLists.stun(now, ownStun, region);
        List<Offer> offers = TurnLists.turn(now, region);
        Optional<TurnDesk.Grant> grant = grant(caller, offers);
        return Answers.ok(
                out -> {
                    out.writeStartObject();
                    out.writeArrayFieldStart("iceServers");
                    for (HostPort each : stun) {
                        out.writeStartObject();
                        out.writeStringField("urls", "stun:" + each);
                        out.writeEndObject();
                    }
                    if (grant.isPresent()) {
                        for (Offer offer : offers) {
                            writeIce(out, offer, grant.get());
                        }
                    }
                    out.writeEndArray();
                    out.writeEndObject();
                });
    }

    /// Credentials that fit no server are not issued.
    private Optional<TurnDesk.Grant> grant(Caller caller, List<Offer> offers) {
        return offers.isEmpty() ? Optional.empty() : Optional.of(desk.grant(caller));
    }

    private static void writeServer(JsonGenerator out, Offer offer, TurnDesk.Grant grant)
            throws IOException {
        TurnCredentials credentials = offer.secret().sign(grant.username());
        out.writeStartObject();
        out.writeStringField("host", offer.first().host());
        out.writeNumberField("port", offer.first().port());
        out.writeStringField("realm", offer.realm());
        out.writeStringField("username", credentials.username());
        out.writeStringField("password", credentials.password());
        out.writeNumberField("ttl", grant.left().toSeconds());
        if (!offer.server().region().isEmpty()) {
            out.writeStringField("region", offer.server().region());
        }
        out.writeNumberField("priority", offer.server().priority());
        writeUrls(out, offer);
        out.writeEndObject();
    }

    private static void writeIce(JsonGenerator out, Offer offer, TurnDesk.Grant grant)
            throws IOException {
        TurnCredentials credentials = offer.secret().sign(grant.username());
        out.writeStartObject();
        writeUrls(out, offer);
        out.writeStringField("username", credentials.username());
        out.writeStringField("credential", credentials.password());
        out.writeEndObject();
    }

    private static void writeUrls(JsonGenerator out, Offer offer) throws IOException {
        out.writeArrayFieldStart("urls");
        for (String url : offer.urls()) {
            out.writeString(url);
        }
        out.writeEndArray();
    }
}
