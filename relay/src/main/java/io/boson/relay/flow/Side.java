package io.boson.relay.flow;

/// The two ends of a session.
public enum Side {
    CLIENT,
    NODE;

    Side other() {
        return this == CLIENT ? NODE : CLIENT;
    }
}
