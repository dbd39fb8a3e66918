package io.boson.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LineLayoutTest {

    private static final String JWT = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";

    private final LineLayout terminal = new LineLayout(true, ZoneOffset.UTC);
    private final LineLayout file = new LineLayout(false, ZoneOffset.ofHours(2));

    @Test
    void aLineForAFile() {
        assertThat(file.doLayout(event(Level.WARN, "hello", null)))
                .isEqualTo("2026-11-22T12:15:30.123+02:00 WARN  ShortName          hello\n");
    }

    @Test
    void aLineForATerminal() {
        assertThat(terminal.doLayout(event(Level.INFO, "hello", null)))
                .isEqualTo("10:15:30.123 \u001b[32mINFO \u001b[0m ShortName          hello\n");
        assertThat(terminal.doLayout(event(Level.ERROR, "x", null))).contains("\u001b[1;31mERROR");
    }

    @Test
    void whatBelongsToAnEventFollowsIt() {
        LoggingEvent event = event(Level.INFO, "GET /", null);
        event.addKeyValuePair(new KeyValuePair("ms", "1.5"));
        event.addKeyValuePair(new KeyValuePair("bytes", 7));

        assertThat(file.doLayout(event)).endsWith(" GET / ms=1.5 bytes=7\n");
    }

    @Test
    void whatACallerWroteCannotBeginALine() {
        LoggingEvent event = event(Level.INFO, "name=\r\n2026 ERROR forged\u001b[2J", null);
        event.addKeyValuePair(new KeyValuePair("k", "a\nb"));

        assertThat(file.doLayout(event))
                .endsWith(" name=\\u000d\\u000a2026 ERROR forged\\u001b[2J k=a\\u000ab\n")
                .hasLineCount(1);
    }

    @Test
    void exceptionsFollowInFull() {
        String text =
                file.doLayout(event(Level.ERROR, "failed", new IllegalStateException("broken")));

        assertThat(text)
                .contains(" failed\njava.lang.IllegalStateException: broken\n")
                .contains("at io.boson.server.logging.LineLayoutTest.");
    }

    @Test
    void whatLooksLikeATokenIsCutOut() {
        LoggingEvent event =
                event(Level.DEBUG, "Authorization: Bearer " + JWT, new IllegalStateException(JWT));
        event.addKeyValuePair(new KeyValuePair("header", JWT));

        assertThat(file.doLayout(event))
                .contains("Bearer (token) header=(token)\n")
                .contains("IllegalStateException: (token)")
                .doesNotContain("eyJ");
    }

    private static LoggingEvent event(Level level, String message, @Nullable Throwable thrown) {
        LoggerContext context = new LoggerContext();
        LoggingEvent event =
                new LoggingEvent(
                        "fqcn",
                        context.getLogger("io.boson.ShortName"),
                        level,
                        message,
                        thrown,
                        new Object[0]);
        event.setInstant(Instant.parse("2026-11-22T10:15:30.123Z"));
        return event;
    }
}
