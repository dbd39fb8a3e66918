package io.boson.bench;

import io.boson.bench.load.LoadLoop;
import io.boson.bench.load.Outcome;
import io.boson.bench.load.Pace;
import io.boson.bench.load.Requests;
import io.boson.bench.load.Traffic;
import io.boson.bench.process.BosonServer;
import io.boson.testkit.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Registrations, one new node after the other, each with the enrolment key.
final class Nodes implements Traffic {

    private static final Duration REGISTRATION_MAX = Duration.ofMinutes(5);
    private static final int CONNECTIONS = 32;
    private static final String TOKEN = "\"sessionToken\":\"";

    /// Longest that may be asked for: no node falls silent for want of heartbeats here.
    private static final int HEARTBEAT_INTERVAL_SECONDS = 300;

    private final Optional<String> key;
    private final int end;
    private final String[] tokens;
    private final int[] numberOnWire;
    private int next;

    /// @param end number after the last
    /// @param connections of the loop that sends these
    private Nodes(String key, int begin, int end, int connections) {
        this.key = Optional.of(key);
        this.next = begin;
        this.end = end;
        this.tokens = new String[end];
        this.numberOnWire = new int[connections];
    }

    /// Registers nodes `begin` until `end`, flat out.
    ///
    /// @return their tokens, by number
    /// @throws IOException where one was refused
    static String[] register(BosonServer server, int begin, int end) throws IOException {
        Progress.say("registering nodes " + begin + " to " + end);
        Nodes nodes = new Nodes(server.enrolmentKey(), begin, end, CONNECTIONS);
        Outcome outcome;
        try (LoadLoop load = LoadLoop.connect(server.httpPort(), CONNECTIONS)) {
            outcome = load.run(nodes, Pace.FLAT_OUT, REGISTRATION_MAX);
        }
        if (outcome.good() != end - begin) {
            throw new IOException("registrations were refused: " + outcome.others());
        }
        return nodes.tokens;
    }

    /// New nodes without end, numbered from `begin`.
    static Traffic endless(String key, int begin) {
        Optional<String> credential = Optional.of(key);
        return new Traffic() {
            private int number = begin;

            @Override
            public ByteBuffer next(int wire) {
                return request(credential, number++);
            }
        };
    }

    @Override
    public boolean hasNext() {
        return next < end;
    }

    @Override
    public ByteBuffer next(int wire) {
        numberOnWire[wire] = next;
        return request(key, next++);
    }

    @Override
    public void answered(int wire, int status, ByteBuffer body) {
        String text = StandardCharsets.UTF_8.decode(body).toString();
        int start = text.indexOf(TOKEN) + TOKEN.length();
        if (status == 201 && start >= TOKEN.length()) {
            tokens[numberOnWire[wire]] = text.substring(start, text.indexOf('"', start));
        }
    }

    /// Keys count from 1: the one of zeros is none.
    private static ByteBuffer request(Optional<String> credential, int number) {
        String json =
                """
                {"nodeId":"%s","publicKey":"%s",\
                "networkInfo":{"ipv4":"192.0.2.%d","ipv6":null,"natType":"FullCone",\
                "stunMappedAddress":null,"localPort":51820},\
                "capabilities":{"maxConnections":1000000,"bandwidth":{"up":50,"down":%d},\
                "routing":true,"natting":true},\
                "location":{"country":"DE","region":"Hessen","coordinates":[50.1,8.7]},\
                "heartbeatInterval":%d}"""
                        .formatted(
                                Samples.nodeId(number),
                                Samples.key(number + 1).text(),
                                1 + number % 250,
                                50 + number % 100,
                                HEARTBEAT_INTERVAL_SECONDS);
        return Requests.post("/api/v1/nodes/register", credential, json);
    }
}
