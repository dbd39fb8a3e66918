package io.boson.server.http;

import io.boson.events.node.NodeId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A resource of every kind that the pipeline has to carry.
@Path("/api/v1")
public final class ProbeResource {

    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);

    @GET
    @Path("open")
    public Response open(@QueryParam("limit") @Nullable String limit) {
        Access.ANYONE.require();
        return Answers.ok(json -> json.writeString(limit == null ? "none" : limit));
    }

    @GET
    @Path("context")
    public Response context() {
        RequestContext request = RequestContext.current();
        String role = Access.ANYONE.require().role();
        return Answers.ok(
                json -> {
                    json.writeStartObject();
                    json.writeStringField("requestId", request.requestId());
                    json.writeStringField("correlationId", request.correlationId());
                    json.writeStringField("peer", request.peer().getHostAddress());
                    json.writeStringField("role", role);
                    json.writeEndObject();
                });
    }

    @POST
    @Path("nodes/{id}/heartbeat")
    @Consumes("application/json")
    public Response heartbeat(@PathParam("id") String id, InputStream body) throws IOException {
        NodeId node =
                NodeId.parse(id)
                        .orElseThrow(() -> Problem.notFound("Node not found").asException());
        Access.node(node).or(Access.OPERATOR).require();
        String status =
                JsonRequest.readOptional(
                        body, f -> f.optional("status", n -> f.text(n, 20)).orElse("online"));
        return Answers.ok(
                json -> {
                    json.writeStartObject();
                    json.writeStringField("status", status);
                    json.writeEndObject();
                });
    }

    @POST
    @Path("echo")
    @Consumes("application/json")
    public Response echo(InputStream body) throws IOException {
        Access.ANYONE.require();
        long up = JsonRequest.read(body, f -> f.object("bandwidth").whole("up", 0, Long.MAX_VALUE));
        return Answers.created(json -> json.writeNumber(up));
    }

    @POST
    @Path("raw")
    public Response raw(byte[] body) {
        Access.ANYONE.require();
        return Answers.ok(json -> json.writeNumber(body.length));
    }

    @DELETE
    @Path("nodes/{id}")
    public Response delete(@PathParam("id") String id) {
        Access.OPERATOR.require();
        return Answers.noContent();
    }

    @GET
    @Path("forgot")
    public Response forgot() {
        return Answers.ok(json -> json.writeString("secret"));
    }

    @GET
    @Path("bug")
    public Response bug() {
        Access.ANYONE.require();
        throw new IllegalStateException("internal detail");
    }

    @GET
    @Path("slow-kafka")
    public Response unavailable() {
        Access.ANYONE.require();
        throw Problem.unavailable("The log does not answer", Duration.ofMillis(1500)).asException();
    }

    @GET
    @Path("wait")
    public Response await() throws InterruptedException {
        Access.ANYONE.require();
        entered.countDown();
        release.await();
        return Answers.ok(json -> json.writeString("done"));
    }
}
