package io.boson.events;

/// An expected no. Deciders return it, the edge turns it into an answer; it is never thrown.
public interface Rejection {

    /// A stable upper-case word that programs may compare, such as `UNKNOWN_NODE`.
    String name();

    /// One sentence for people.
    String message();
}
