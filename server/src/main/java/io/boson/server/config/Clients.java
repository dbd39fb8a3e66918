package io.boson.server.config;

/// Who may ask for a route.
public enum Clients {
    /// Anyone who reaches the server, limited per address.
    OPEN,
    /// Whoever holds a client key.
    KEY
}
