package io.boson.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each rule catches what it is there for, and only that rule.
class DependencyRulesTest {

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    events.A      | org.apache.kafka.clients.B | events sees no Kafka
                    events.A      | jakarta.ws.rs.B            | events sees no HTTP
                    events.A      | org.jdbi.v3.B              | events sees no SQL
                    events.A      | io.netty.buffer.B          | events sees no Netty
                    events.A      | org.slf4j.B                | events sees no files or logs
                    events.node.A | com.fasterxml.jackson.B    | events knows Jackson only in
                    events.A      | io.boson.projections.B     | events sees of Boson only itself
                    projections.A | org.apache.kafka.streams.B | projections sees no Kafka
                    projections.A | org.eclipse.jetty.server.B | projections sees no HTTP
                    projections.A | org.postgresql.B           | projections sees no SQL
                    projections.A | io.netty.B                 | projections sees no Netty
                    projections.A | org.slf4j.B                | projections sees no files or logs
                    projections.A | com.fasterxml.jackson.B    | projections sees no Jackson
                    projections.A | io.boson.streams.B         | projections sees of Boson only
                    streams.A     | io.dropwizard.core.B       | streams sees no HTTP
                    streams.A     | org.jdbi.v3.B              | streams sees no SQL
                    history.A     | org.apache.kafka.clients.B | history sees no Kafka
                    history.A     | jakarta.servlet.B          | history sees no HTTP
                    relay.A       | org.apache.kafka.clients.B | relay sees no Kafka
                    relay.A       | org.postgresql.B           | relay sees no SQL
                    relay.A       | io.boson.projections.B     | relay sees of Boson only [events]
                    embedded.A    | io.boson.events.B          | embedded sees of Boson only itself
                    server.node.A | io.boson.testkit.B         | server sees of Boson only
                    streams.A     | io.boson.server.B          | streams sees of Boson only
                    server.cli.A  | io.boson.server.node.B     | the command line knows
                    server.http.A | io.prometheus.B            | one package knows Prometheus
                    common.A      | common.B                   | every module is listed
                    """)
    void catches(String from, String to, String rule) {
        var dependencies = Map.of("io.boson." + from, to);

        assertThat(broken(dependencies)).singleElement().asString().startsWith(rule);
    }

    @Test
    void catchesCycles() {
        var cycle =
                Map.of(
                        "io.boson.relay.A", "io.boson.relay.wire.B",
                        "io.boson.relay.wire.B", "io.boson.relay.A");

        assertThat(broken(cycle)).containsExactly("packages have no cycles");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    events.codec.A      | com.fasterxml.jackson.B
                    projections.load.A  | io.boson.events.node.B
                    streams.log.A       | org.apache.kafka.clients.B
                    relay.transport.A   | io.netty.channel.B
                    relay.A             | io.boson.events.B
                    server.A            | io.boson.embedded.B
                    server.cli.Boson    | io.boson.server.B
                    server.prometheus.A | io.prometheus.metrics.B
                    """)
    void letsPass(String from, String to) {
        assertThat(broken(Map.of("io.boson." + from, to))).isEmpty();
    }

    private List<String> broken(Map<String, String> dependencies) {
        var classes = CompiledSample.of(directory, dependencies);
        return DependencyRules.all().stream()
                .filter(rule -> !rule.violations(classes).isEmpty())
                .map(DependencyRule::name)
                .toList();
    }
}
