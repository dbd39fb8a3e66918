package io.boson.history;

import static org.awaitility.Awaitility.await;

import io.boson.embedded.postgres.EmbeddedPostgres;
import io.boson.embedded.postgres.PostgresAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One PostgreSQL for all tests of a run; each test that asks for an address gets an empty database
/// of its own on it.
public final class PostgresFixture implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(PostgresFixture.class);
    private static final Duration DELETE_MAX = Duration.ofMinutes(1);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private record Server(EmbeddedPostgres postgres, PostgresAddress address, Path folder)
            implements AutoCloseable {

        static Server start() {
            try {
                Path folder = Files.createTempDirectory("boson-postgres-");
                EmbeddedPostgres postgres = EmbeddedPostgres.open(folder);
                return new Server(postgres, postgres.start(), folder);
            } catch (Exception failed) {
                throw new IllegalStateException("no PostgreSQL for the tests", failed);
            }
        }

        @Override
        public void close() {
            postgres.close();
            // Where it was killed for want of patience its processes may still write for a moment.
            // And a database for each test is many files: on a busy machine they take their time.
            await().atMost(DELETE_MAX).ignoreExceptions().until(() -> delete(folder));
        }

        private static boolean delete(Path folder) throws IOException {
            List<Path> deepestFirst;
            try (Stream<Path> all = Files.walk(folder)) {
                deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
            return true;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == DatabaseAddress.class;
    }

    @Override
    public DatabaseAddress resolveParameter(ParameterContext parameter, ExtensionContext context) {
        PostgresAddress address =
                context.getRoot()
                        .getStore(NAMESPACE)
                        .computeIfAbsent(Server.class, _ -> Server.start(), Server.class)
                        .address();
        String name = "test_" + NUMBERS.incrementAndGet();
        Jdbi.create(address.jdbcUrl(), address.user(), address.password())
                .useHandle(handle -> handle.execute("CREATE DATABASE " + name));
        String url = "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + name;
        return new DatabaseAddress(url, address.user(), address.password());
    }
}
