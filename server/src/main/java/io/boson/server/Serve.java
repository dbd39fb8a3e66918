package io.boson.server;

import io.boson.server.cli.Launch;
import io.boson.server.cli.LaunchRequest;
import io.boson.server.config.ConfigException;
import io.boson.server.config.Enrolment;
import io.boson.server.config.LoadedConfig;
import io.boson.server.config.ServerConfig;
import io.boson.server.token.TokenFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `boson up`: starts a server, tells the person at the terminal what they need to know, and stays
/// until the process is told to stop.
public final class Serve implements Launch {

    /// Read by the launcher, not by the server.
    private static final Set<String> LAUNCHER_VARIABLES = Set.of("BOSON_JAVA_OPTS", "BOSON_AOT");

    private final PrintStream out;

    public Serve(PrintStream out) {
        this.out = out;
    }

    @Override
    public Outcome run(LaunchRequest request) {
        try {
            return serve(request);
        } catch (ConfigException wrong) {
            return new Outcome.Refused(String.valueOf(wrong.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Outcome.Stopped();
        } catch (Exception failed) {
            Logger log = LoggerFactory.getLogger(Serve.class);
            log.debug("The server did not start", failed);
            return new Outcome.Refused("the server did not start: " + rootCause(failed));
        }
    }

    private Outcome serve(LaunchRequest request) throws Exception {
        LoadedConfig loaded =
                LoadedConfig.of(request.config(), request.environment(), LAUNCHER_VARIABLES);
        ServerConfig config = loaded.config();
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        // SIGTERM and Ctrl-C run the hook; it holds the JVM until all is stopped in order.
        Thread hook =
                Thread.ofPlatform()
                        .name("stop")
                        .unstarted(
                                () -> {
                                    stopped.countDown();
                                    awaitQuietly(done);
                                });
        Runtime.getRuntime().addShutdownHook(hook);
        try (RunningServer server =
                RunningServer.start(config, Clock.systemUTC(), new SecureRandom())) {
            loaded.warnings().forEach(warning -> out.println("  Warning: " + warning));
            new Welcome(config, server, enrolmentKey(config)).print(out);
            stopped.await();
            out.println("Stopping.");
        } finally {
            done.countDown();
        }
        return new Outcome.Stopped();
    }

    /// Printed at every start: whoever may read the data directory may see it anyhow.
    private static Optional<String> enrolmentKey(ServerConfig config) throws IOException {
        return config.enrolment() == Enrolment.KEY
                ? Optional.of(Files.readString(TokenFile.enrolmentFile(config.data())).strip())
                : Optional.empty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String rootCause(Throwable failed) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
