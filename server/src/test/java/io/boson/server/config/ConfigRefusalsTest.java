package io.boson.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Everything that keeps a server from starting is said in one line that names the key.
class ConfigRefusalsTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        BOSON_HTTP_PORT              | abc         | http.port: must be a whole number, not "abc"
        BOSON_HTTP_PORT              | ''          | http.port: must be a whole number, not ""
        BOSON_HTTP_PORT              | 3000.5      | http.port: must be a whole number, not "3000.5"
        BOSON_HTTP_PORT              | 65536       | http.port: must be a port from 0 to 65535, not 65536
        BOSON_HTTP_PORT              | -1          | http.port: must be a port from 0 to 65535, not -1
        BOSON_ADMIN_PORT             | 99999999999 | admin.port: must be a whole number, not "99999999999"
        BOSON_RELAY_PORT             | 70000       | relay.port: must be a port from 0 to 65535, not 70000
        BOSON_RELAY_KEY              | relay.key   | relay.key: relay.certificate and relay.key need each other
        BOSON_RELAY_CONNECTIONS_MAX  | 0           | relay.connectionsMax: must be from 1 to 1000000, not 0
        BOSON_RELAY_HANDSHAKES_PER_SECOND | 0      | relay.handshakesPerSecond: must be from 1 to 100000, not 0
        BOSON_RELAY_RECONNECT_SPREAD | 1h          | relay.reconnectSpread: must be from 100ms to 10m, not 1h
        BOSON_RELAY_QUEUE_BYTES_MAX  | 1KiB        | relay.queueBytesMax: must be from 131072 to 67108864, not 1024
        BOSON_RELAY_QUEUE_AGE_MAX    | 1ms         | relay.queueAgeMax: must be from 10ms to 1m, not 1ms
        BOSON_RELAY_SESSION_BYTES_PER_SECOND | 1KiB | relay.session.bytesPerSecond: must be from 16384 to 1073741824, not 1024
        BOSON_RELAY_SESSION_QUOTA    | 1000        | relay.session.quota: must be none, or a size such as 512MiB, 50GiB or 1TiB, not "1000"
        BOSON_RELAY_SESSION_QUOTA    | 0GiB        | relay.session.quota: must be from 1048576 to 1152921504606846976, not 0
        BOSON_RELAY_SESSION_QUOTA    | 99999999TiB | relay.session.quota: must be none, or a size such as 512MiB, 50GiB or 1TiB, not "99999999TiB"
        BOSON_RELAY_NODE_BURST       | 64KiB       | relay.node.burst: must be from 131072 to 1073741824, not 65536
        BOSON_RELAY_PORT             | 3000        | relay.port: must differ from http.port, both are 3000
        BOSON_ADMIN_PORT             | 3001        | admin.port: must differ from relay.port, both are 3001
        BOSON_ADMIN_PORT             | 3000        | admin.port: must differ from http.port, both are 3000
        BOSON_UDP_PORT               | 70000       | udp.port: must be a port from 0 to 65535, not 70000
        BOSON_TUNNEL_IPV4            | 10.0.0.1/8  | tunnel.ipv4: must be a network such as 100.96.0.0/16, of 8 to 29 bits
        BOSON_TUNNEL_IPV6            | fd00::/32   | tunnel.ipv6: must be empty or a network such as fd12:3456:789a::/48, of 48 to 96 bits
        BOSON_TUNNEL_ALLOWED_IPS     | ::/0, 1/8   | tunnel.allowedIps: must be networks such as 0.0.0.0/0, ::/0
        BOSON_TUNNEL_ALLOWED_IPS     | ''          | tunnel.allowedIps: must be networks such as 0.0.0.0/0, ::/0
        BOSON_TUNNEL_DNS             | dns.example | tunnel.dns: must be empty or IP addresses such as 9.9.9.9, 2620:fe::fe
        BOSON_TUNNEL_MTU             | 1000        | tunnel.mtu: must be from 1280 to 65456, not 1000
        BOSON_TUNNEL_KEEPALIVE       | 1d          | tunnel.keepalive: must be from 0ms to 65535s, not 1d
        BOSON_TUNNEL_KEEPALIVE       | 500ms       | tunnel.keepalive: must be whole seconds
        BOSON_BIND                   | example.com | bind: must be an IP address or localhost, not "example.com"
        BOSON_ADVERTISED_HOST        | a b         | advertisedHost: must be a host name or an IP address, without a port
        BOSON_ADVERTISED_HOST        | boson:3000  | advertisedHost: must be a host name or an IP address, without a port
        BOSON_DATA                   | ''          | data: must be a file path, not ""
        BOSON_ENROLMENT              | closed      | enrolment: must be key or open, not "closed"
        BOSON_LEGACY                 | maybe       | legacy: must be true or false, not "maybe"
        BOSON_KAFKA_BOOTSTRAP_SERVERS| k1          | kafka.bootstrapServers: must be host:port,host:port,... or empty, not "k1"
        BOSON_HTTP_IDLE_TIMEOUT      | 30          | http.idleTimeout: must be a time such as 250ms, 30s, 5m, 24h or 7d, not "30"
        BOSON_HTTP_IDLE_TIMEOUT      | 2h          | http.idleTimeout: must be from 100ms to 1h, not 2h
        BOSON_HTTP_REQUEST_TIMEOUT   | 0s          | http.requestTimeout: must be from 100ms to 1h, not 0ms
        BOSON_HTTP_BODY_BYTES_MAX    | 1KB         | http.bodyBytesMax: must be a size such as 512B, 256KiB or 1MiB, not "1KB"
        BOSON_HTTP_BODY_BYTES_MAX    | 12B         | http.bodyBytesMax: must be from 1024 to 67108864, not 12
        BOSON_HISTORY_RETENTION_SAMPLES | 1d       | history.retention.samples: must be from 2d to 3650d, not 1d
        BOSON_HISTORY_RETENTION_ROLLUPS | 30d      | history.retention.rollups: must be no shorter than history.retention.samples, 31d
        BOSON_HTTP_HEADER_BYTES_MAX  | 2048MiB     | http.headerBytesMax: must be a size such as 512B, 256KiB or 1MiB, not "2048MiB"
        BOSON_HTTP_CONNECTIONS_MAX   | 0           | http.connectionsMax: must be from 1 to 1000000, not 0
        BOSON_HTTP_STOP_TIMEOUT      | 6m          | http.stopTimeout: must be from 0ms to 5m, not 6m
        BOSON_TOKENS_NODE_LIFETIME   | 1s          | tokens.nodeLifetime: must be from 1m to 3650d, not 1s
        BOSON_TOKENS_OPERATOR_LIFETIME | 1m        | tokens.operatorLifetime: must be from 1h to 3650d, not 1m
        BOSON_TOKENS_ENROLMENT_LIFETIME | 4000d    | tokens.enrolmentLifetime: must be from 1m to 3650d, not 4000d
        BOSON_TOKENS_CLOCK_SKEW      | 11m         | tokens.clockSkew: must be from 0ms to 10m, not 11m
        BOSON_TOKENS_VERIFIED_MAX    | 1           | tokens.verifiedMax: must be from 100 to 10000000, not 1
        BOSON_LIMITS_NODES_BURST     | 0           | limits.nodes.burst: must be from 1 to 1000000, not 0
        BOSON_LIMITS_EACH_NODE_PER_SECOND | -5     | limits.eachNode.perSecond: must be from 1 to 1000000, not -5
        BOSON_LIMITS_BUCKETS_MAX     | 5           | limits.bucketsMax: must be from 1000 to 10000000, not 5
        BOSON_ROUTING_POLICY_NAME    | My policy   | routing.policy.name: must be 1 to 40 lower-case letters, digits and hyphens
        BOSON_ROUTING_POLICY_WEIGHTS_ROOM | 1001   | routing.policy.weights.room: must be from 0 to 1000, not 1001
        BOSON_ROUTING_POLICY_LIMITS_LATENCY_WORST | 2m | routing.policy.limits.latencyWorst: must be from 1ms to 1m, not 2m
        BOSON_ROUTING_POLICY_LIMITS_LOSS_WORST | 0 | routing.policy.limits.lossWorst: must be from 1 to 100, not 0
        BOSON_ROUTING_POLICY_NEAR_EQUAL | few      | routing.policy.nearEqual: must be a whole number, not "few"
        BOSON_ROUTING_POLICY_FADE    | -1          | routing.policy.fade: must be from 0 to 1000, not -1
        BOSON_ROUTING_POLICY_SAMPLE_SIZE | 15      | routing.policy.sampleSize: must be from 16 to 1000000, not 15
        BOSON_ROUTING_POLICY_SCAN_MAX | 0          | routing.policy.scanMax: must be from 16 to 10000000, not 0
        BOSON_TURN_SERVERS           | turn.example:0 | turn.servers: must have a number from 1 to 65535 in "turn.example:0"
        BOSON_TURN_SERVERS           | turn.example tsl=1 | turn.servers: knows udp=, tcp=, tls=, region= and priority=, not "tsl=1"
        BOSON_TURN_SERVERS           | turn.example udp=0 | turn.servers: must say yes or no in "udp=0"
        BOSON_TURN_SERVERS           | turn.example udp=no tcp=no | turn.servers: names turn.example without any way to reach it
        BOSON_TURN_SERVERS           | a.example, a.example | turn.servers: names a.example:3478 twice
        BOSON_TURN_SERVERS           | http://a.example | turn.servers: must begin with host:port, not "http://a.example"
        BOSON_HTTP_TRUSTED_PROXIES   | 192.0.2.0/33 | http.trustedProxies: must be addresses such as 192.0.2.1 or 192.0.2.0/24, not "192.0.2.0/33"
        BOSON_KAFKA_REPLICATION      | 0           | kafka.replication: must be from 1 to 7, not 0
        BOSON_ADVERTISED_RELAY       | https://a.example | advertisedRelay: must be ws:// or wss://, a host, a colon and a port
        BOSON_TURN_SECRET            | too short   | turn.secret: must have 16 to 256 characters
        BOSON_TURN_CHECK_EVERY       | 10ms        | turn.checkEvery: must be from 1s to 10m, not 10ms
        BOSON_METRICS_PER_NODE       | yes         | metrics.perNode: must be true or false, not "yes"
        BOSON_METRICS_NODES_MAX      | 10001       | metrics.nodesMax: must be from 1 to 10000, not 10001
        BOSON_LOG_LEVEL              | loud        | log.level: must be one of off, error, warn, info, debug, trace, not "loud"
        BOSON_LOG_LEVELS             | io.boson    | log.levels: must be a list such as io.boson=debug,org.apache.kafka=info, not "io.boson"
        """)
    void wrongValuesInTheEnvironment(String variable, String value, String message) {
        refused(
                () -> LoadedConfig.of(Map.of(variable, value), Set.of()),
                message + " (set by " + variable + ")");
    }

    @Test
    void wrongLevelsInTheEnvironmentNameThePackage() {
        refused(
                () -> LoadedConfig.of(Map.of("BOSON_LOG_LEVELS", "io.boson=loud"), Set.of()),
                "log.levels.io.boson: must be one of off, error, warn, info, debug, trace,"
                        + " not \"loud\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        'http:\n  port: 70000'        | http.port: must be a port from 0 to 65535, not 70000 (FILE line 2)
        'a: 1\nhttp: {prot: 3000}'    | a: is no known key (FILE line 1)
        'http: {prot: 3000}'          | http.prot: is no known key (FILE line 1)
        'htp:'                        | htp: is no known key (FILE line 1)
        'http: {port: }'              | http.port: must be a whole number, not "" (FILE line 1)
        'http: [1, 2]'                | http: must be a single value (FILE line 1)
        '- 1'                         | FILE: must be keys and values (FILE line 1)
        'just text'                   | FILE: must be keys and values (FILE line 1)
        'bind: a\nbind: b'            | bind: is set twice (FILE line 2)
        'http.port: 1\nhttp: {port: 2}' | http.port: is set twice (FILE line 2)
        'log: {levels: {io.boson: x}}' | log.levels.io.boson: must be one of off, error, warn, info, debug, trace, not "x" (FILE line 1)
        'log: {levels: 5}'            | log.levels: is no known key (FILE line 1)
        '? {a: b}\n: c'               | FILE: has a key that is no text, line 1
        """)
    void mistakesInTheFile(String yaml, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("boson.yml"), yaml.replace("\\n", "\n"));

        refused(
                () -> LoadedConfig.of(file, Map.of(), Set.of()),
                message.replace("FILE", file.toString()));
    }

    @Test
    void noYaml() throws IOException {
        Path file = Files.writeString(directory.resolve("boson.yml"), "http:\n\tport: {\n");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> LoadedConfig.of(file, Map.of(), Set.of()))
                .withMessageStartingWith(file + ": is not YAML: ")
                .withMessageEndingWith("line 2")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void anAnchorInsideItself() throws IOException {
        Path file = Files.writeString(directory.resolve("boson.yml"), "http: &a\n  x: *a\n");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> LoadedConfig.of(file, Map.of(), Set.of()))
                .withMessageContaining("must be a single value");
    }

    @Test
    void aFileOfAnchorsThatMultiply() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 {x: 1, y: 2}\n");
        for (int i = 1; i < 8; i++) {
            bomb.append("a%d: &a%d {x: *a%d, y: *a%d}\n".formatted(i, i, i - 1, i - 1));
        }
        Path file = Files.writeString(directory.resolve("boson.yml"), bomb);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> LoadedConfig.of(file, Map.of(), Set.of()));
    }

    @Test
    void noFile() {
        Path file = directory.resolve("absent.yml");

        refused(() -> LoadedConfig.of(file, Map.of(), Set.of()), file + ": does not exist");
    }

    @Test
    void aDirectory() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> LoadedConfig.of(directory, Map.of(), Set.of()))
                .withMessageStartingWith(directory + ": cannot be read: ");
    }

    @Test
    void noText() throws IOException {
        Path file = Files.write(directory.resolve("boson.yml"), new byte[] {(byte) 0xC3, 0x28});

        refused(() -> LoadedConfig.of(file, Map.of(), Set.of()), file + ": is not UTF-8 text");
    }

    private static void refused(ThrowingCallable load, String message) {
        assertThatExceptionOfType(ConfigException.class).isThrownBy(load).withMessage(message);
    }
}
