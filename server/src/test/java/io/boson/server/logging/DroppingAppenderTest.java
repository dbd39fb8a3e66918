package io.boson.server.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DroppingAppenderTest {

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final DroppingAppender appender = new DroppingAppender();
    private final StuckConsole console = new StuckConsole();

    /// A console that nobody reads until it is opened.
    private static final class StuckConsole extends AppenderBase<ILoggingEvent> {

        private final CountDownLatch open = new CountDownLatch(1);
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            try {
                open.await();
            } catch (InterruptedException stopped) {
                return;
            }
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    }

    /// More than twice what the queue holds: its reader may have taken one whole queue away before
    /// the console stops it.
    private static final int LINES = 20_000;

    private static final Pattern REPORT =
            Pattern.compile("WARN (\\d+) log lines were dropped: the console does not keep up");

    @BeforeEach
    void start() {
        console.setContext(context);
        console.start();
        appender.setContext(context);
        appender.addAppender(console);
        appender.start();
    }

    @AfterEach
    void stop() {
        console.open.countDown();
        appender.stop();
    }

    @Test
    void nobodyWaitsAndWhatIsLostIsCounted() {
        for (int i = 0; i < LINES; i++) {
            appender.doAppend(event(Level.INFO, "info " + i));
        }
        for (int i = 0; i < 500; i++) {
            appender.doAppend(event(Level.WARN, "warning " + i));
        }

        console.open.countDown();
        await().until(() -> appender.getNumberOfElementsInQueue() == 0);
        appender.doAppend(event(Level.INFO, "after"));
        await().until(() -> console.lines.contains("INFO after"));

        List<String> lines = List.copyOf(console.lines);
        assertThat(lines)
                .contains("INFO info 0", "WARN warning 499")
                .doesNotContain("INFO info " + (LINES - 1));
        long written = lines.stream().filter(line -> line.startsWith("INFO info")).count();
        assertThat(dropped(lines)).isEqualTo(LINES - written);
    }

    /// Of all reports: one may come as soon as the reader has made room, and another later.
    private static long dropped(List<String> lines) {
        return lines.stream()
                .map(REPORT::matcher)
                .filter(Matcher::matches)
                .mapToLong(report -> Long.parseLong(report.group(1)))
                .sum();
    }

    @Test
    void nothingIsLostWhereThereIsRoom() {
        console.open.countDown();
        for (int i = 0; i < 1000; i++) {
            appender.doAppend(event(Level.INFO, "info " + i));
        }

        await().until(() -> console.lines.size() == 1000);
    }

    private LoggingEvent event(Level level, String message) {
        return new LoggingEvent(
                "fqcn", context.getLogger("test"), level, message, null, new Object[0]);
    }
}
