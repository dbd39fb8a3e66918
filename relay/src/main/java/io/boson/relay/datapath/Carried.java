package io.boson.relay.datapath;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.ConnectionId;
import io.boson.relay.Traffic;
import io.boson.relay.flow.Endpoint;
import org.jspecify.annotations.Nullable;

/// An admitted session, as the switch's thread knows it.
final class Carried {

    /// Whose its packets are, as far as rates go; the latest word counts.
    private ClientEnd client;

    /// Stands for the session on every WebSocket of its ends; never used twice.
    private final long channel;

    private final Ways.Way way;

    /// Where its ends were proven to be last.
    @Nullable Endpoint clientAt;

    @Nullable Endpoint nodeAt;

    /// The client's WebSocket, where the listener was told of it again: it was there all the time
    /// that the client was on UDP.
    @Nullable ConnectionId toldAgain;

    /// While the client is on UDP.
    @Nullable Attached attached;

    Carried(ClientEnd client, long channel, Ways.Way way) {
        this.client = client;
        this.channel = channel;
        this.way = way;
    }

    /// The client's place on UDP, under the name that the listener was told.
    static final class Attached {
        final ConnectionId connection;

        /// What the session had carried when it began.
        final Traffic before;

        /// What of it was told last.
        Traffic told;

        Attached(ConnectionId connection, Traffic before) {
            this.connection = connection;
            this.before = before;
            this.told = before;
        }
    }

    ClientEnd client() {
        return client;
    }

    void client(ClientEnd now) {
        client = now;
    }

    SessionId id() {
        return client.session();
    }

    NodeId node() {
        return client.node();
    }

    long channel() {
        return channel;
    }

    Ways.Way way() {
        return way;
    }
}
