/// The HTTP foundation every resource stands on: Jetty and Jersey as we run them, who may do what,
/// how requests are read and answers and errors written.
///
/// A request passes, in this order:
///
/// ```text
/// Doorway        one spelling of paths, bodies within bounds
/// RequestFilter  names the request; Gate: credential and limits; binds RequestContext
/// Shortcut       the few hottest methods, directly          } then the resource method
/// Jersey         everything else; RouteNames, AccessGuard    }
/// RequestLines   one log line, after the answer; RequestCounts: one count
/// ```
///
/// How a resource is written: parse once, ask who may, act, answer. Expected failures are thrown as
/// `Problem....asException()`; anything else thrown is a bug and becomes a 500 with the request's
/// id.
///
/// ```java
/// @Path("/api/v1/nodes")
/// public final class NodeResource {
///
///     @POST
///     @Path("{id}/drain")
///     @Consumes("application/json")
///     public Response drain(@PathParam("id") String id, InputStream body) throws IOException {
///         NodeId node = NodeId.parse(id)
///                 .orElseThrow(() -> Problem.notFound("Node not found").asException());
///         Principal actor = Access.OPERATOR.or(Access.node(node)).require();
///         DrainRequest request = JsonRequest.readOptional(body, DrainRequest::from);
///         Drained drained = handler.handle(request.command(node), actor);
///         return Answers.json(200, json -> {
///             json.writeStartObject();
///             json.writeStringField("status", "draining");
///             json.writeStringField("since", Json.time(drained.at()));
///             json.writeEndObject();
///         }).header(Positions.HEADER, drained.position()).build();
///     }
/// }
///
/// record DrainRequest(String reason, Optional<Integer> minutes) {
///     static DrainRequest from(JsonFields fields) {
///         return new DrainRequest(
///                 fields.text("reason", 200),
///                 fields.optional("minutes", name -> fields.whole(name, 1, 600)));
///     }
/// }
/// ```
///
/// Rules:
/// - Every method calls `Access....require()` exactly once; `Access.ANYONE.require()` where there
///   is nothing to ask. A method that forgets answers 500.
/// - Bodies are taken as `InputStream` and read by [JsonRequest]; answers made by [Answers]. No
///   entity classes, no reflection.
/// - Resources are instances shared by all requests: no state but their collaborators.
/// - [RequestContext#current] has the request's id, correlation id, principal and peer, on this
///   thread only. Waiting is fine, each request has a virtual thread; waiting without a bound is
///   not.
///
/// Must not know: Kafka, nodes, sessions or any other business of the resources.
@NullMarked
package io.boson.server.http;

import org.jspecify.annotations.NullMarked;
