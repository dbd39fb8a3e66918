package io.boson.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/// An event as a line for people: time, level, who, what, and what belongs to it as `name=value`.
///
/// ```text
/// 10:15:30.123 INFO  RequestLines    GET /health 200 id=019... principal=anonymous:127.0.0.1
/// 2026-11-22T10:15:30.123+01:00 INFO  RequestLines    ...     where the output is no terminal
/// ```
///
/// Control characters are shown, not sent: what a caller wrote cannot begin a line of its own.
final class LineLayout extends LayoutBase<ILoggingEvent> {

    private static final int NAME_WIDTH = 18;
    private static final String RESET = "\u001b[0m";

    private final boolean terminal;
    private final DateTimeFormatter time;

    LineLayout(boolean terminal, ZoneId zone) {
        this.terminal = terminal;
        this.time =
                DateTimeFormatter.ofPattern(
                                terminal ? "HH:mm:ss.SSS" : "uuuu-MM-dd'T'HH:mm:ss.SSSxxx")
                        .withZone(zone);
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        time.formatTo(event.getInstant(), line);
        line.append(' ').append(level(event.getLevel())).append(' ');
        padded(line, shortName(event.getLoggerName()));
        line.append(' ').append(Redaction.clean(event.getFormattedMessage()));
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                line.append(' ').append(pair.key).append('=');
                line.append(Redaction.clean(String.valueOf(pair.value)));
            }
        }
        line.append('\n');
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.append(Redaction.secrets(ThrowableProxyUtil.asString(thrown)));
        }
        return line.toString();
    }

    private String level(Level level) {
        String name = level.levelStr.length() == 4 ? level.levelStr + " " : level.levelStr;
        if (!terminal) {
            return name;
        }
        return switch (level.levelInt) {
            case Level.ERROR_INT -> "\u001b[1;31m" + name + RESET;
            case Level.WARN_INT -> "\u001b[33m" + name + RESET;
            case Level.INFO_INT -> "\u001b[32m" + name + RESET;
            default -> "\u001b[2m" + name + RESET;
        };
    }

    private static String shortName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    private static void padded(StringBuilder line, String name) {
        line.append(name);
        for (int i = name.length(); i < NAME_WIDTH; i++) {
            line.append(' ');
        }
    }
}
