package io.boson.server.token;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/// Who asks. Holds no secret: every part may be logged.
public sealed interface Principal {

    /// The kind of principal, as tokens and log lines name it.
    String role();

    /// Which one of its kind.
    String name();

    /// May do everything.
    record Operator(String name) implements Principal {
        @Override
        public String role() {
            return "operator";
        }
    }

    /// May read everything.
    record Auditor(String name) implements Principal {
        @Override
        public String role() {
            return "auditor";
        }
    }

    /// A registered node.
    ///
    /// @param registrationId of the registration that the token was given for
    /// @param registeredAt of the node's first registration, in whole milliseconds
    record RegisteredNode(NodeId id, String registrationId, Instant registeredAt)
            implements Principal {
        @Override
        public String role() {
            return "node";
        }

        @Override
        public String name() {
            return id.toString();
        }
    }

    /// The client's end of one session on one node.
    ///
    /// @param openedBy role and name of who asked for it, where that was somebody known:
    ///     `client:7f3a`
    record ClientSession(SessionId session, NodeId node, Optional<String> openedBy)
            implements Principal {
        @Override
        public String role() {
            return "session";
        }

        @Override
        public String name() {
            return session.toString();
        }
    }

    /// May register nodes.
    record EnrolmentKeyHolder(String keyId) implements Principal {
        @Override
        public String role() {
            return "enrolment";
        }

        @Override
        public String name() {
            return keyId;
        }
    }

    /// May ask for routes, as one whom the operator knows.
    record ClientKeyHolder(String keyId) implements Principal {
        @Override
        public String role() {
            return "client";
        }

        @Override
        public String name() {
            return keyId;
        }
    }

    /// Showed no credential that was accepted.
    record Anonymous(InetAddress address) implements Principal {
        @Override
        public String role() {
            return "anonymous";
        }

        @Override
        public String name() {
            return address.getHostAddress();
        }
    }
}
