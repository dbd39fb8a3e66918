package io.boson.server.simulate.plan;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// Everybody who takes part, and what each will do.
public record Fleet(List<Part> nodes, List<Role> clients) {

    /// A node and its script.
    public record Part(SimulatedNode node, NodeScript script) {}

    /// A client and its script.
    public record Role(SimulatedClient client, ClientScript script) {}

    public Fleet {
        nodes = List.copyOf(nodes);
        clients = List.copyOf(clients);
    }

    /// @param heartbeat the nodes' interval
    /// @param holds how long a client holds a session, on average
    public static Fleet draw(
            long seed, int nodes, int clients, Faults faults, Duration heartbeat, Duration holds) {
        Victims ill = Victims.choose(seed, "degrade", nodes, faults.degrade());
        Victims mute = Victims.choose(seed, "silent", nodes, faults.silent());
        Victims gone = Victims.choose(seed, "drop", clients, faults.dropClients());
        return new Fleet(
                IntStream.range(0, nodes)
                        .parallel()
                        .mapToObj(i -> SimulatedNode.draw(seed, i))
                        .map(
                                node ->
                                        new Part(
                                                node,
                                                NodeScript.draw(
                                                        seed,
                                                        node,
                                                        faults,
                                                        ill.contains(node.number()),
                                                        mute.contains(node.number()),
                                                        heartbeat)))
                        .toList(),
                IntStream.range(0, clients)
                        .mapToObj(i -> SimulatedClient.draw(seed, i))
                        .map(
                                client ->
                                        new Role(
                                                client,
                                                new ClientScript(
                                                        seed,
                                                        client.number(),
                                                        gone.contains(client.number()),
                                                        holds)))
                        .toList());
    }
}
