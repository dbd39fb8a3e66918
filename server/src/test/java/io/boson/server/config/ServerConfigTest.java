package io.boson.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.routing.PartLimits;
import io.boson.events.routing.PartWeights;
import io.boson.events.routing.RoutePolicy;
import io.boson.server.config.TurnServer.Way;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Defaults, and the full mapping of every key from the file and from the environment.
class ServerConfigTest {

    @TempDir private Path directory;

    /// Every key with a value that is not its default.
    private static final Map<String, String> OTHER =
            Map.ofEntries(
                    Map.entry("bind", "192.0.2.7"),
                    Map.entry("advertisedHost", "boson.example"),
                    Map.entry("advertisedRelay", "wss://relay.example:443"),
                    Map.entry("data", "/var/lib/boson"),
                    Map.entry("enrolment", "open"),
                    Map.entry("clients", "key"),
                    Map.entry("legacy", "true"),
                    Map.entry("sessions.lifeMaxAnonymous", "2h"),
                    Map.entry("sessions.lifeMaxEnrolled", "3d"),
                    Map.entry("http.port", "3100"),
                    Map.entry("http.idleTimeout", "11s"),
                    Map.entry("http.requestTimeout", "12s"),
                    Map.entry("http.bodyBytesMax", "64KiB"),
                    Map.entry("http.headerBytesMax", "9KiB"),
                    Map.entry("http.connectionsMax", "13"),
                    Map.entry("http.stopTimeout", "14s"),
                    Map.entry("http.trustedProxies", "192.0.2.0/24, 2001:db8::1"),
                    Map.entry("admin.port", "3101"),
                    Map.entry("relay.port", "3102"),
                    Map.entry("relay.certificate", "/etc/boson/relay.crt"),
                    Map.entry("relay.key", "/etc/boson/relay.key"),
                    Map.entry("relay.connectionsMax", "21"),
                    Map.entry("relay.handshakesPerSecond", "22"),
                    Map.entry("relay.reconnectSpread", "23s"),
                    Map.entry("relay.queueBytesMax", "256KiB"),
                    Map.entry("relay.queueAgeMax", "24ms"),
                    Map.entry("relay.session.bytesPerSecond", "25KiB"),
                    Map.entry("relay.session.burst", "260KiB"),
                    Map.entry("relay.session.quota", "28GiB"),
                    Map.entry("relay.principal.bytesPerSecond", "26KiB"),
                    Map.entry("relay.principal.burst", "270KiB"),
                    Map.entry("relay.node.bytesPerSecond", "27KiB"),
                    Map.entry("relay.node.burst", "280KiB"),
                    Map.entry("udp.port", "3103"),
                    Map.entry("tunnel.ipv4", "100.64.0.0/12"),
                    Map.entry("tunnel.ipv6", "fd00:1:2::/48"),
                    Map.entry("tunnel.allowedIps", "10.0.0.0/8"),
                    Map.entry("tunnel.dns", "10.0.0.1"),
                    Map.entry("tunnel.mtu", "1380"),
                    Map.entry("tunnel.keepalive", "15s"),
                    Map.entry("kafka.bootstrapServers", "k1:9092,[2001:db8::1]:9092"),
                    Map.entry("kafka.replication", "2"),
                    Map.entry("database.url", "jdbc:postgresql://db.example:5432/boson"),
                    Map.entry("database.user", "somebody"),
                    Map.entry("database.password", "s3cret"),
                    Map.entry("history.retention.samples", "8d"),
                    Map.entry("history.retention.rollups", "90d"),
                    Map.entry("history.retention.audit", "100d"),
                    Map.entry("tokens.keyFile", "/etc/boson/keys.json"),
                    Map.entry("tokens.nodeLifetime", "48h"),
                    Map.entry("tokens.operatorLifetime", "30d"),
                    Map.entry("tokens.enrolmentLifetime", "7d"),
                    Map.entry("tokens.clockSkew", "500ms"),
                    Map.entry("tokens.verifiedMax", "1000"),
                    Map.entry("limits.nodes.perSecond", "1"),
                    Map.entry("limits.nodes.burst", "2"),
                    Map.entry("limits.reads.perSecond", "3"),
                    Map.entry("limits.reads.burst", "4"),
                    Map.entry("limits.routing.perSecond", "5"),
                    Map.entry("limits.routing.burst", "6"),
                    Map.entry("limits.other.perSecond", "7"),
                    Map.entry("limits.other.burst", "8"),
                    Map.entry("limits.health.perSecond", "9"),
                    Map.entry("limits.health.burst", "10"),
                    Map.entry("limits.verifications.perSecond", "11"),
                    Map.entry("limits.verifications.burst", "12"),
                    Map.entry("limits.failures.perSecond", "13"),
                    Map.entry("limits.failures.burst", "14"),
                    Map.entry("limits.eachNode.perSecond", "15"),
                    Map.entry("limits.eachNode.burst", "16"),
                    Map.entry("limits.eachSession.perSecond", "17"),
                    Map.entry("limits.eachSession.burst", "18"),
                    Map.entry("limits.eachOperator.perSecond", "19"),
                    Map.entry("limits.eachOperator.burst", "20"),
                    Map.entry("limits.bucketsMax", "2000"),
                    Map.entry("routing.policy.name", "other-2"),
                    Map.entry("routing.policy.weights.country", "1"),
                    Map.entry("routing.policy.weights.region", "2"),
                    Map.entry("routing.policy.weights.health", "3"),
                    Map.entry("routing.policy.weights.latency", "4"),
                    Map.entry("routing.policy.weights.jitter", "5"),
                    Map.entry("routing.policy.weights.loss", "6"),
                    Map.entry("routing.policy.weights.cpu", "7"),
                    Map.entry("routing.policy.weights.memory", "8"),
                    Map.entry("routing.policy.weights.room", "9"),
                    Map.entry("routing.policy.weights.bandwidth", "10"),
                    Map.entry("routing.policy.weights.distance", "11"),
                    Map.entry("routing.policy.limits.latencyWorst", "1s"),
                    Map.entry("routing.policy.limits.jitterWorst", "50ms"),
                    Map.entry("routing.policy.limits.lossWorst", "20"),
                    Map.entry("routing.policy.limits.distanceWorst", "500"),
                    Map.entry("routing.policy.neutral", "500"),
                    Map.entry("routing.policy.nearEqual", "30"),
                    Map.entry("routing.policy.fade", "10"),
                    Map.entry("routing.policy.sampleSize", "64"),
                    Map.entry("routing.policy.scanMax", "5000"),
                    Map.entry("metrics.perNode", "true"),
                    Map.entry("metrics.nodesMax", "50"),
                    Map.entry("turn.servers", "turn.example tls=5349 region=eu priority=7"),
                    Map.entry("turn.secret", "0123456789abcdef"),
                    Map.entry("turn.previousSecret", "fedcba9876543210"),
                    Map.entry("turn.secretFile", ""),
                    Map.entry("turn.authorities", "/etc/boson/turn-ca.pem"),
                    Map.entry("turn.checkEvery", "9s"),
                    Map.entry("turn.anonymous.perSecond", "3"),
                    Map.entry("turn.anonymous.burst", "4"),
                    Map.entry("log.level", "debug"));

    private static ServerConfig other() {
        Map<String, LogLevel> levels = new HashMap<>(LogConfig.DEFAULTS.levels());
        levels.put("io.boson.server", LogLevel.TRACE);
        levels.put("org.apache.kafka", LogLevel.INFO);
        return new ServerConfig(
                InetAddress.ofLiteral("192.0.2.7"),
                "boson.example",
                "wss://relay.example:443",
                Path.of("/var/lib/boson"),
                Enrolment.OPEN,
                Clients.KEY,
                true,
                new SessionsConfig(Duration.ofHours(2), Duration.ofDays(3)),
                new HttpConfig(
                        3100,
                        Duration.ofSeconds(11),
                        Duration.ofSeconds(12),
                        64 * 1024,
                        9 * 1024,
                        13,
                        Duration.ofSeconds(14),
                        List.of(
                                new AddressRange(InetAddress.ofLiteral("192.0.2.0"), 24),
                                new AddressRange(InetAddress.ofLiteral("2001:db8::1"), 128))),
                new AdminConfig(3101),
                new RelayConfig(
                        3102,
                        "/etc/boson/relay.crt",
                        "/etc/boson/relay.key",
                        21,
                        22,
                        Duration.ofSeconds(23),
                        256 << 10,
                        Duration.ofMillis(24),
                        new ByteRate(25 << 10, 260 << 10),
                        new ByteRate(26 << 10, 270 << 10),
                        new ByteRate(27 << 10, 280 << 10),
                        OptionalLong.of(28L << 30)),
                new UdpConfig(3103),
                new TunnelConfig(
                        "100.64.0.0/12",
                        "fd00:1:2::/48",
                        "10.0.0.0/8",
                        "10.0.0.1",
                        1380,
                        Duration.ofSeconds(15)),
                new KafkaConfig("k1:9092,[2001:db8::1]:9092", 2),
                new DatabaseConfig("jdbc:postgresql://db.example:5432/boson", "somebody", "s3cret"),
                new HistoryConfig(Duration.ofDays(8), Duration.ofDays(90), Duration.ofDays(100)),
                new TokenConfig(
                        Path.of("/etc/boson/keys.json"),
                        Duration.ofDays(2),
                        Duration.ofDays(30),
                        Duration.ofDays(7),
                        Duration.ofMillis(500),
                        1000),
                new LimitsConfig(
                        new Rate(1, 2),
                        new Rate(3, 4),
                        new Rate(5, 6),
                        new Rate(7, 8),
                        new Rate(9, 10),
                        new Rate(11, 12),
                        new Rate(13, 14),
                        new Rate(15, 16),
                        new Rate(17, 18),
                        new Rate(19, 20),
                        2000),
                new RoutingConfig(
                        new RoutePolicy(
                                "other-2",
                                new PartWeights(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
                                new PartLimits(1000, 50, 20, 500),
                                500,
                                30,
                                10,
                                64,
                                5000)),
                new MetricsConfig(true, 50),
                new TurnConfig(
                        List.of(
                                new TurnServer(
                                        "turn.example",
                                        Map.of(Way.UDP, 3478, Way.TCP, 3478, Way.TLS, 5349),
                                        "eu",
                                        7)),
                        "0123456789abcdef",
                        "fedcba9876543210",
                        "",
                        "/etc/boson/turn-ca.pem",
                        Duration.ofSeconds(9),
                        new Rate(3, 4)),
                new LogConfig(LogLevel.DEBUG, levels));
    }

    @Test
    void startsWithNothingToldOnLoopbackWithAnEmbeddedLogAndKeysAsked() {
        ServerConfig config = LoadedConfig.of(Map.of(), Set.of()).config();

        assertThat(config.bind().isLoopbackAddress()).isTrue();
        assertThat(config.advertisedHost()).isEqualTo("localhost");
        assertThat(config.data()).isEqualTo(Path.of("data"));
        assertThat(config.enrolment()).isEqualTo(Enrolment.KEY);
        assertThat(config.clients()).isEqualTo(Clients.OPEN);
        assertThat(config.legacy()).isFalse();
        assertThat(config.http().port()).isEqualTo(3000);
        assertThat(config.admin().port()).isEqualTo(3080);
        assertThat(config.relay().port()).isEqualTo(3001);
        assertThat(config.udp().port()).isEqualTo(51820);
        assertThat(config.tunnel()).isEqualTo(TunnelConfig.DEFAULTS);
        assertThat(config.kafka().embedded()).isTrue();
        assertThat(config.tokens().keyFile()).isEqualTo(Path.of("data", "token-keys.json"));
        assertThat(config.tokens().nodeLifetime()).isEqualTo(Duration.ofHours(24));
        assertThat(config.log().level()).isEqualTo(LogLevel.INFO);
    }

    @Test
    void theFileInTheRepositoryShowsTheDefaults() {
        LoadedConfig shown = LoadedConfig.of(Path.of("..", "config.yml"), Map.of(), Set.of());

        assertThat(shown).isEqualTo(LoadedConfig.of(Map.of(), Set.of()));
    }

    @Test
    void theFileInTheRepositoryShowsEveryKey() throws IOException {
        Set<String> shown = ConfigText.read(Path.of("..", "config.yml")).keySet();
        // Those without a value of their own follow `data` and `legacy`.
        assertThat(Files.readString(Path.of("..", "config.yml")))
                .contains("# keyFile: ", "# nodeLifetime: ");
        Set<String> following = Set.of("tokens.keyFile", "tokens.nodeLifetime");

        for (String key : OTHER.keySet()) {
            if (!following.contains(key)) {
                assertThat(shown).contains(key);
            }
        }
    }

    @Test
    void everyKeyCanBeSetInTheFile() throws IOException {
        StringBuilder yaml = new StringBuilder();
        OTHER.forEach((key, value) -> yaml.append(key).append(": \"").append(value).append("\"\n"));
        yaml.append("log.levels:\n  io.boson.server: trace\n  org.apache.kafka: info\n");
        Path file = Files.writeString(directory.resolve("config.yml"), yaml);

        assertThat(LoadedConfig.of(file, Map.of(), Set.of()).config()).isEqualTo(other());
    }

    @Test
    void everyKeyCanBeSetInTheEnvironmentWhichWins() {
        Map<String, String> environment = new LinkedHashMap<>();
        OTHER.forEach((key, value) -> environment.put(Settings.variable(key), value));
        environment.put("BOSON_LOG_LEVELS", "io.boson.server=trace, org.apache.kafka=info");

        LoadedConfig loaded = LoadedConfig.of(Path.of("..", "config.yml"), environment, Set.of());

        assertThat(loaded.config()).isEqualTo(other());
    }

    @Test
    void noKeyIsForgottenInTheseTests() {
        Settings settings = new Settings("none", Map.of(), Map.of());
        ServerConfig.from(settings);

        assertThat(settings.keys()).isEqualTo(OTHER.keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "http.port,BOSON_HTTP_PORT",
        "kafka.bootstrapServers,BOSON_KAFKA_BOOTSTRAP_SERVERS",
        "advertisedHost,BOSON_ADVERTISED_HOST",
        "limits.eachNode.perSecond,BOSON_LIMITS_EACH_NODE_PER_SECOND",
    })
    void variablesAreNamedByTheirKeys(String key, String variable) {
        assertThat(Settings.variable(key)).isEqualTo(variable);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,localhost",
        "localhost,localhost",
        "::1,localhost",
        "0.0.0.0,localhost",
        "198.51.100.7,198.51.100.7",
        "2001:db8::7,2001:db8:0:0:0:0:0:7",
    })
    void theAdvertisedHostFollowsTheAddressBoundTo(String bind, String host) {
        ServerConfig config = LoadedConfig.of(Map.of("BOSON_BIND", bind), Set.of()).config();

        assertThat(config.advertisedHost()).isEqualTo(host);
    }

    @Test
    void anEmptyVariableAsksForTheDefaultWhereEmptyHasAMeaning() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("c.yml"), "kafka:\n  bootstrapServers: k1:9092\n");

        ServerConfig config =
                LoadedConfig.of(
                                file,
                                Map.of(
                                        "BOSON_KAFKA_BOOTSTRAP_SERVERS",
                                        "",
                                        "BOSON_ADVERTISED_HOST",
                                        ""),
                                Set.of())
                        .config();

        assertThat(config.kafka().embedded()).isTrue();
        assertThat(config.advertisedHost()).isEqualTo("localhost");
    }

    @Test
    void sectionsMayBeEmpty() throws IOException {
        Path file = Files.writeString(directory.resolve("c.yml"), "http:\nlog:\n  levels:\n");

        assertThat(LoadedConfig.of(file, Map.of(), Set.of()))
                .isEqualTo(LoadedConfig.of(Map.of(), Set.of()));
    }

    @Test
    void keysFollowTheDataDirectory() {
        ServerConfig config = LoadedConfig.of(Map.of("BOSON_DATA", "/d"), Set.of()).config();

        assertThat(config.tokens().keyFile()).isEqualTo(Path.of("/d/token-keys.json"));
    }

    @Test
    void nodeTokensLive365DaysForClientsOfTheOriginalUnlessToldOtherwise() {
        Map<String, String> on = Map.of("BOSON_LEGACY", "true");
        Map<String, String> told =
                Map.of("BOSON_LEGACY", "true", "BOSON_TOKENS_NODE_LIFETIME", "24h");

        assertThat(LoadedConfig.of(on, Set.of()).config().tokens().nodeLifetime())
                .isEqualTo(Duration.ofDays(365));
        assertThat(LoadedConfig.of(told, Set.of()).config().tokens().nodeLifetime())
                .isEqualTo(Duration.ofHours(24));
        // As it is shipped, the file stands in nobody's way.
        LoadedConfig shipped = LoadedConfig.of(Path.of("..", "config.yml"), on, Set.of());
        assertThat(shipped.config().tokens().nodeLifetime()).isEqualTo(Duration.ofDays(365));
    }

    @Test
    void warnsOfVariablesThatMeanNothingAndOfAnOpenDoor() {
        LoadedConfig loaded =
                LoadedConfig.of(
                        Map.of(
                                "BOSON_HTPP_PORT", "1",
                                "BOSON_HOME", "/opt",
                                "PATH", "/bin",
                                "BOSON_ENROLMENT", "open",
                                "BOSON_LEGACY", "true",
                                "BOSON_BIND", "0.0.0.0"),
                        Set.of("BOSON_HOME"));

        assertThat(loaded.warnings())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("legacy is on"))
                .anyMatch(line -> line.startsWith("BOSON_HTPP_PORT names no key"))
                .anyMatch(line -> line.startsWith("enrolment is open"))
                .anyMatch(line -> line.contains("BOSON_ADVERTISED_HOST"));
    }
}
