package io.boson.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import com.codahale.metrics.MetricRegistry;
import io.boson.server.config.LogConfig;
import io.boson.server.config.LogLevel;
import io.dropwizard.logging.common.LoggingFactory;
import java.io.Console;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Logback, set up by the configuration alone: every library's log comes out here, in one form.
public final class ConsoleLogging implements LoggingFactory {

    /// Loggers that only ever say at length what is not so: an admin listener without checks, a
    /// server that failed because its caller hung up.
    private static final List<String> MISLEADING =
            List.of(
                    "io.dropwizard.core.setup.AdminEnvironment",
                    "org.glassfish.jersey.server.ServerRuntime$Responder");

    private final LogConfig config;

    public ConsoleLogging(LogConfig config) {
        this.config = config;
    }

    @Override
    public void configure(MetricRegistry metricRegistry, String name) {
        LoggerContext context = context();
        context.reset();
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        // What logs through java.util.logging then asks our levels first, and costs nothing when
        // off.
        LevelChangePropagator propagator = new LevelChangePropagator();
        propagator.setContext(context);
        propagator.start();
        context.addListener(propagator);
        MISLEADING.forEach(logger -> context.getLogger(logger).setLevel(Level.OFF));
        config.levels().forEach((logger, level) -> context.getLogger(logger).setLevel(of(level)));
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(of(config.level()));
        DroppingAppender appender = new DroppingAppender();
        appender.setContext(context);
        appender.addAppender(console(context));
        appender.start();
        root.addAppender(appender);
    }

    /// Writes what is still queued, and from now on writes at once: the process is about to end.
    @Override
    public void stop() {
        LoggerContext context = context();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(console(context));
    }

    @Override
    public void reset() {
        context().reset();
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext context) {
        LineLayout layout = new LineLayout(onTerminal(), ZoneId.systemDefault());
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setEncoder(encoder);
        console.start();
        return console;
    }

    private static boolean onTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                && !System.getenv().containsKey("NO_COLOR");
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    private static Level of(LogLevel level) {
        return Level.toLevel(level.name());
    }
}
