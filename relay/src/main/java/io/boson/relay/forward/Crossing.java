package io.boson.relay.forward;

import io.boson.events.session.SessionId;
import io.boson.relay.Admission.Granted;
import io.boson.relay.Admission.NodeEnd;

/// The way to ends that have no socket here, or prefer another place to it. All methods may be
/// called from any thread and return at once.
///
/// @param <P> a packet; whoever takes it takes it over
public interface Crossing<P> {

    /// The end is reached there from now on; whatever reached it before no longer counts.
    void attached(Granted end, Endpoint<P> endpoint);

    /// Changes nothing where another endpoint has taken over.
    void detached(Granted end, Endpoint<P> endpoint);

    /// Shown every packet of a session both of whose ends have sockets, before it goes across.
    ///
    /// @return whether it was taken over, because the session's other end is elsewhere at present
    boolean claims(Granted from, SessionId session, P packet);

    /// For a packet whose receiver has no socket.
    ///
    /// @return whether it was taken over
    boolean offer(Granted from, SessionId session, P packet);

    /// The same for one that names no session.
    boolean offer(NodeEnd from, P packet);

    /// There is no other place than sockets.
    static <P> Crossing<P> none() {
        return new Crossing<>() {

            @Override
            public void attached(Granted end, Endpoint<P> endpoint) {}

            @Override
            public void detached(Granted end, Endpoint<P> endpoint) {}

            @Override
            public boolean claims(Granted from, SessionId session, P packet) {
                return false;
            }

            @Override
            public boolean offer(Granted from, SessionId session, P packet) {
                return false;
            }

            @Override
            public boolean offer(NodeEnd from, P packet) {
                return false;
            }
        };
    }
}
