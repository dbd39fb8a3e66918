package io.boson.server.node;

/// A relay as nodes and clients are told of it.
///
/// @param id its name, the same across restarts
/// @param host as they reach it
/// @param url scheme, host and port, such as `wss://relay.example:3001`
public record RelayAnnouncement(String id, String host, int port, String url) {}
