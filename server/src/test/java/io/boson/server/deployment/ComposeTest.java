package io.boson.server.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.boson.server.config.LoadedConfig;
import io.boson.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeTest {

    private static final Set<String> OURS = Set.of("boson");

    @TempDir private Path folder;

    private final Compose compose = new Compose();
    private Map<String, String> values = Map.of();

    /// `.env` as `./boson init` writes it.
    @BeforeEach
    void initialised() throws Exception {
        values = init("vpn.example");
    }

    private Map<String, String> init(String host) throws Exception {
        Files.createDirectories(folder.resolve("scripts"));
        for (String file : List.of("boson", "scripts/init", "scripts/find-jdk.sh")) {
            Files.copy(
                    Compose.ROOT.resolve(file),
                    folder.resolve(file),
                    java.nio.file.StandardCopyOption.COPY_ATTRIBUTES,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(folder.resolve("docker-compose.yml"), "");
        Files.deleteIfExists(folder.resolve(".env"));
        assertThat(run("init", host)).isZero();
        Map<String, String> written = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve(".env"))) {
            if (!line.startsWith("#")) {
                String[] parts = line.split("=", 2);
                written.put(parts[0], parts[1]);
            }
        }
        return written;
    }

    private int run(String... words) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(folder + "/boson"));
        command.addAll(List.of(words));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile())
                        .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void secretsAreMadeAfreshAndWrittenOverNever() throws Exception {
        Map<String, String> other = init("vpn.example");
        for (String secret :
                List.of("BOSON_DATABASE_PASSWORD", "BOSON_TURN_SECRET", "GRAFANA_PASSWORD")) {
            assertThat(values.get(secret)).matches("[0-9a-f]{48}").isNotEqualTo(other.get(secret));
        }
        assertThat(values.get("KAFKA_CLUSTER_ID")).matches("[A-Za-z0-9_][A-Za-z0-9_-]{21}");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve(".env"))))
                .isEqualTo("rw-------");

        assertThat(run("init", "vpn.example")).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("said"))).contains(".env is there already");
        assertThat(run("init")).isEqualTo(2);
        assertThat(run("init", "vpn example; rm")).isEqualTo(2);
        assertThat(run("init", "--host")).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("said"))).contains("\"--host\" is no host name");
        assertThat(run("init", "--help")).isZero();
    }

    @Test
    void everyVariableIsInTheEnvFileAndNoSecretHasADefault() {
        List<Compose.Use> uses = compose.variables();

        assertThat(uses).extracting(Compose.Use::name).isSubsetOf(values.keySet());
        assertThat(values.keySet())
                .as("nothing is written for nobody")
                .isEqualTo(uses.stream().map(Compose.Use::name).collect(Collectors.toSet()));
        for (Compose.Use use : uses) {
            if (!Set.of("BOSON_TURN_PREVIOUS_SECRET", "TURN_EXTERNAL_IP").contains(use.name())) {
                assertThat(use.how()).as(use.name()).isEqualTo("?");
                assertThat(use.rest()).as(use.name()).contains("./boson init");
                assertThat(values.get(use.name())).isNotBlank();
            } else {
                assertThat(use.rest()).as(use.name()).isEmpty();
            }
        }
        compose.services()
                .forEach(
                        (name, service) ->
                                service.path("environment")
                                        .properties()
                                        .forEach(
                                                e -> {
                                                    if (e.getKey().matches(".*(PASSWORD|SECRET)")) {
                                                        assertThat(e.getValue().asText())
                                                                .as(name + " " + e.getKey())
                                                                .startsWith("${");
                                                    }
                                                }));
    }

    @Test
    void bosonUnderstandsAllItIsTold() {
        ServerConfig config = boson();

        assertThat(config.kafka().embedded()).isFalse();
        assertThat(config.kafka().replication()).isEqualTo(1);
        assertThat(config.database().password()).isEqualTo(values.get("BOSON_DATABASE_PASSWORD"));
        assertThat(config.turn().secret()).isEqualTo(values.get("BOSON_TURN_SECRET"));
        assertThat(config.turn().servers().getFirst().name()).isEqualTo("vpn.example:3478");
        assertThat(config.advertisedRelay()).isEqualTo("wss://vpn.example:443");
    }

    private ServerConfig boson() {
        Map<String, String> told = new HashMap<>(compose.environment("boson", values));
        LoadedConfig loaded = LoadedConfig.of(told, Set.of());
        assertThat(loaded.warnings()).isEmpty();
        return loaded.config();
    }

    @Test
    void theServicesFindEachOther() throws IOException {
        ServerConfig config = boson();
        Map<String, String> kafka = compose.environment("kafka", values);
        Map<String, String> postgres = compose.environment("postgres", values);

        assertThat("PLAINTEXT://" + config.kafka().bootstrapServers())
                .isEqualTo(kafka.get("KAFKA_ADVERTISED_LISTENERS"));
        assertThat(config.database().url())
                .isEqualTo("jdbc:postgresql://postgres:5432/" + postgres.get("POSTGRES_DB"));
        assertThat(config.database().user()).isEqualTo(postgres.get("POSTGRES_USER"));
        assertThat(config.database().password()).isEqualTo(postgres.get("POSTGRES_PASSWORD"));
        assertThat(compose.environment("coturn", values))
                .containsEntry("BOSON_TURN_SECRET", config.turn().secret())
                .containsEntry(
                        "TURN_PORT",
                        config.turn().servers().getFirst().name().replaceFirst(".*:", ""));
        assertThat(read("deploy/Caddyfile"))
                .contains("boson:" + config.http().port(), "boson:" + config.relay().port());
        assertThat(read("deploy/prometheus.yml"))
                .contains("127.0.0.1:" + config.admin().port(), "job_name: boson");
        assertThat(compose.service("prometheus").path("network_mode").asText())
                .as("where the operator's listener is")
                .isEqualTo("service:boson");
        assertThat(read("deploy/grafana/provisioning/datasources/prometheus.yml"))
                .contains("http://boson:9090");
        assertThat(compose.root().path("networks").toString())
                .contains(config.http().trustedProxies().getFirst().base().getHostAddress());
    }

    private static String read(String file) throws IOException {
        return Files.readString(Compose.ROOT.resolve(file));
    }

    /// Only what others must reach is open, and what is open is what the configuration names.
    @Test
    void portsAreThoseOfTheConfiguration() {
        ServerConfig config = boson();

        assertThat(Compose.texts(compose.service("boson").path("ports")))
                .containsExactly("%1$d:%1$d/udp".formatted(config.udp().port()));
        assertThat(Compose.texts(compose.service("proxy").path("ports")))
                .containsExactly("80:80", "443:443");
        assertThat(Compose.texts(compose.service("grafana").path("ports")))
                .allMatch(port -> port.startsWith("127.0.0.1:"));
        for (String inner : List.of("kafka", "postgres", "prometheus", "coturn")) {
            assertThat(compose.service(inner).has("ports")).as(inner).isFalse();
        }
    }

    @Test
    void volumesAreDeclaredAndFilesAreThere() {
        Set<String> named = new HashSet<>();
        for (Map.Entry<String, JsonNode> service : compose.services().entrySet()) {
            for (String volume : Compose.texts(service.getValue().path("volumes"))) {
                String source = volume.substring(0, volume.indexOf(':'));
                if (source.startsWith("./")) {
                    assertThat(Compose.ROOT.resolve(source)).as(volume).exists();
                    assertThat(volume).endsWith(":ro");
                } else {
                    named.add(source);
                }
            }
        }
        Set<String> declared = new HashSet<>();
        compose.root().path("volumes").fieldNames().forEachRemaining(declared::add);
        assertThat(named).isEqualTo(declared);
        assertThat(Compose.texts(compose.service("boson").path("volumes")))
                .containsExactly("boson-data:" + boson().data());
    }

    @Test
    void everyServiceHasAHealthCheckAnEndAndAPlaceForItsLog() {
        compose.services()
                .forEach(
                        (name, service) -> {
                            List<String> test =
                                    Compose.texts(service.path("healthcheck").path("test"));
                            assertThat(test).as(name).hasSizeGreaterThan(1).startsWith("CMD");
                            assertThat(service.path("restart").asText())
                                    .as(name)
                                    .isEqualTo("unless-stopped");
                            assertThat(service.path("logging").toString()).contains("max-size");
                            service.path("depends_on")
                                    .forEach(
                                            on ->
                                                    assertThat(on.path("condition").asText())
                                                            .isEqualTo("service_healthy"));
                        });
        assertThat(Compose.texts(compose.service("boson").path("healthcheck").path("test")))
                .containsExactly("CMD", "/opt/boson/scripts/healthy");
        assertThat(Compose.ROOT.resolve("scripts/healthy")).isExecutable();
        assertThat(compose.service("coturn").path("entrypoint").path(0).asText())
                .isEqualTo("/coturn/start");
        assertThat(Compose.ROOT.resolve("coturn/start")).isExecutable();
    }

    /// Ours are built here; others' are named exactly, since `latest` is another one tomorrow.
    @Test
    void imagesAreNamedExactlyAndOursHasNoRights() {
        compose.services()
                .forEach(
                        (name, service) -> {
                            if (OURS.contains(name)) {
                                assertThat(service.path("build").asText()).isEqualTo(".");
                            } else {
                                assertThat(service.path("image").asText())
                                        .matches("[a-z/]+:v?\\d+\\.\\d+.*");
                            }
                        });
        JsonNode boson = compose.service("boson");
        assertThat(boson.path("read_only").asBoolean()).isTrue();
        assertThat(Compose.texts(boson.path("cap_drop"))).containsExactly("ALL");
        assertThat(Compose.texts(boson.path("security_opt")))
                .containsExactly("no-new-privileges:true");
    }

    @Test
    void otherFilesAreReadable() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        for (String file :
                List.of(
                        "deploy/prometheus.yml",
                        "deploy/grafana/provisioning/datasources/prometheus.yml",
                        "deploy/grafana/provisioning/dashboards/boson.yml")) {
            assertThat(yaml.readTree(Compose.ROOT.resolve(file).toFile()).isObject()).isTrue();
        }
    }
}
