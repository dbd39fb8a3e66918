package io.boson.relay.forward;

import io.boson.events.session.SessionId;
import io.boson.relay.Admission.Granted;
import io.boson.relay.ConnectionId;
import io.boson.relay.DetachReason;
import java.time.Instant;

/// Where packets reach a peer. All methods may be called from any thread and return at once.
///
/// @param <P> a packet; whoever delivers it hands it over
public interface Endpoint<P> {

    ConnectionId connection();

    /// Sends or queues the packet, or drops and counts it.
    void deliver(SessionId session, P packet);

    /// Lets a node forget one of its clients.
    void tellEnded(SessionId session);

    /// Says that this end's node is being emptied.
    void tellDraining(Granted end, Instant until);

    /// Closes the socket; a second call changes nothing.
    void close(DetachReason reason);
}
