package io.boson.server.simulate.plan;

/// What goes wrong, each in percent, 0 to 100.
///
/// @param degrade of the nodes turn bad and recover, again and again
/// @param silent of the nodes stop their heartbeats for good, after a while
/// @param churn of the nodes leave and come back, in each minute
/// @param dropClients of the clients vanish at the end of each session, without a word
/// @param noise by which each measure strays at most from what it was
public record Faults(int degrade, int silent, int churn, int dropClients, int noise) {

    public static final Faults NONE = new Faults(0, 0, 0, 0, 0);
}
