package io.boson.server.node;

import io.boson.events.node.Membership;
import io.boson.events.node.Node;
import io.boson.events.node.NodeRejection;
import io.boson.server.token.Principal;

/// A node's token is good for the lifetime in which it was issued: after a removal somebody else
/// may hold the id.
public final class Lifetimes {

    private Lifetimes() {}

    /// @throws io.boson.server.http.ProblemException 404 where the node is unknown, 410 where this
    ///     lifetime of it has ended
    public static Membership require(Node node, Principal.RegisteredNode token) {
        return switch (node) {
            case Node.Unknown() ->
                    throw NodeResource.problem(NodeRejection.UNKNOWN_NODE).asException();
            case Node.Departed _ -> throw over();
            case Node.Active(Membership member) -> same(member, token);
            case Node.Draining(Membership member, _) -> same(member, token);
        };
    }

    private static Membership same(Membership member, Principal.RegisteredNode token) {
        if (!member.registeredAt().equals(token.registeredAt())) {
            throw over();
        }
        return member;
    }

    private static io.boson.server.http.ProblemException over() {
        return NodeResource.problem(NodeRejection.REGISTER_AGAIN).asException();
    }
}
