package io.boson.server.simulate.tally;

/// What nodes and clients ask of a server.
public enum Step {
    REGISTER("register"),
    HEARTBEAT("heartbeat"),
    ROUTE("route"),
    ATTACH("relay"),
    END_SESSION("end session"),
    DEREGISTER("deregister"),
    /// A packet from a client to its node and back.
    PACKET("packet");

    private final String word;

    Step(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
