package io.boson.server.access;

import io.boson.server.http.Access;
import io.boson.server.token.SigningKeys;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// The public halves of the keys that sign our tokens, for anyone: with them another program can
/// check a token without asking us.
@Path("/.well-known/jwks.json")
public final class KeysResource {

    private final String keys;

    public KeysResource(SigningKeys keys) {
        this.keys = keys.publicJson();
    }

    @GET
    public Response keys() {
        Access.ANYONE.require();
        return Response.ok(keys, MediaType.APPLICATION_JSON).build();
    }
}
