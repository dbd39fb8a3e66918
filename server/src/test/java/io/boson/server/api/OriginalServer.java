package io.boson.server.api;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.boson.server.turn.stun.Coturn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// A whole server with `legacy` on, for the original's clients: enrolment is open, since its nodes
/// know of no key, and a coturn stands beside it where the machine has one.
///
/// @param folder coturn's; deleted at the end
record OriginalServer(TestServer server, Optional<Coturn> coturn, Path folder)
        implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// One for all tests of a run that ask for it.
    static final class Shared implements ParameterResolver {

        private static final Namespace NAMESPACE = Namespace.create(Shared.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == OriginalServer.class;
        }

        @Override
        public OriginalServer resolveParameter(
                ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent(
                            OriginalServer.class,
                            _ -> OriginalServer.start(),
                            OriginalServer.class);
        }
    }

    private static OriginalServer start() {
        try {
            Path folder = Files.createTempDirectory("boson-coturn-");
            Map<String, String> told = new HashMap<>();
            told.put("BOSON_LEGACY", "true");
            told.put("BOSON_ENROLMENT", "open");
            if (!Coturn.isInstalled()) {
                return new OriginalServer(TestServer.start(told), Optional.empty(), folder);
            }
            Coturn coturn = Coturn.start(folder, Map.of());
            told.put("BOSON_TURN_SERVERS", Coturn.HOST + ":" + coturn.port());
            told.put("BOSON_TURN_SECRET", Coturn.SECRET);
            told.put("BOSON_TURN_CHECK_EVERY", "1s");
            TestServer server = TestServer.start(told);
            awaitListed(server);
            return new OriginalServer(server, Optional.of(coturn), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Only what answered is: TURN by both ways, which come last, and STUN.
    private static void awaitListed(TestServer server) {
        await("coturn is listed")
                .atMost(PATIENCE)
                .until(
                        () -> {
                            JsonNode ice = server.operator().get("/api/v1/turn/ice").json();
                            JsonNode all = ice.path("iceServers");
                            return all.size() >= 2
                                    && all.path(all.size() - 1).path("urls").size() == 2;
                        });
    }

    @Override
    public void close() throws IOException {
        server.close();
        coturn.ifPresent(Coturn::close);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
