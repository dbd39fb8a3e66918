package io.boson.bench;

import io.boson.bench.load.Requests;
import io.boson.bench.load.Traffic;
import io.boson.testkit.Samples;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Heartbeats of many nodes in turn, with all metrics, as nodes that measure themselves send them.
/// Made beforehand: making them is not what is measured.
final class Heartbeats implements Traffic {

    private final ByteBuffer[] requests;
    private final int connections;
    private final int[] turn;

    /// @param tokens of nodes 0, 1, ...
    /// @param connections of the loop; each node keeps to one of them, so that one node's
    ///     heartbeats
    ///     stay in order
    Heartbeats(String[] tokens, int connections) {
        this.requests = new ByteBuffer[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            requests[i] = request(i, tokens[i]);
        }
        this.connections = connections;
        this.turn = new int[connections];
    }

    @Override
    public ByteBuffer next(int wire) {
        int node = wire + turn[wire] * connections;
        turn[wire] = node + connections < requests.length ? turn[wire] + 1 : 0;
        return requests[node];
    }

    private static ByteBuffer request(int number, String token) {
        String json =
                """
                {"status":"online","metrics":{"latency":12.5,"jitter":1.2,"packetLoss":0.1,\
                "cpuUsage":%d.5,"memoryUsage":41.7,"activeConnections":3,\
                "bandwidth":{"up":1.5,"down":8.25}}}"""
                        .formatted(10 + number % 50);
        return Requests.post(
                "/api/v1/nodes/" + Samples.nodeId(number) + "/heartbeat", Optional.of(token), json);
    }
}
