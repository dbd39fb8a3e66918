package io.boson.server.lab;

import static io.boson.server.lab.Patience.RETRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.server.lab.LabClient.Session;

/// One end, or both, where no UDP leaves the home.
record OverWebSocket(Lab lab) {

    private static final int AGENT_PORT = 51_821;

    void client(LabClient client, LabNode node) {
        client("the client on a WebSocket", client, node);
    }

    void node(LabClient client, LabNode node) {
        try (Running agent = WebSocketAgent.ofNode(lab, node)) {
            ClientFile file = client.open(node).file();
            Trial.of("the node on a WebSocket", client, file, node, RETRY);
            assertThat(node.wireGuard().endpoint()).as(agent.said()).startsWith("127.0.0.1:");
        }
    }

    void both(LabClient client, LabNode node) {
        try (Running agent = WebSocketAgent.ofNode(lab, node)) {
            client("both on WebSockets", client, node);
            assertThat(agent.isAlive()).as(agent.said()).isTrue();
        }
    }

    private void client(String name, LabClient client, LabNode node) {
        Session session = client.open(node);
        try (Running agent = WebSocketAgent.ofClient(lab, client.home(), session, AGENT_PORT)) {
            ClientFile file = session.file().through("127.0.0.1:" + AGENT_PORT);
            Trial.of(name, client, file, node, RETRY);
            assertThat(agent.isAlive()).as(agent.said()).isTrue();
        }
    }
}
