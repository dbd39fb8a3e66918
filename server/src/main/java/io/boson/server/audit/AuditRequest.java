package io.boson.server.audit;

import io.boson.history.audit.AuditQuery;
import io.boson.server.http.Cursor;
import io.boson.server.http.PageLimit;
import io.boson.server.http.Problem;
import io.boson.server.metrics.TimeRange;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A question to the audit trail, from a URL's parameters.
///
/// ```
///   subject, actor, type, correlationId   exactly these
///   startTime, endTime                    when the log received it; the last 30 days
///   order                                 newest (default) or oldest first
///   limit, cursor
/// ```
final class AuditRequest {

    private static final Duration LENGTH_DEFAULT = Duration.ofDays(30);
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final int LIMIT_DEFAULT = 100;
    private static final int TEXT_CHARS_MAX = 200;
    private static final Pattern PLACE =
            Pattern.compile("(\\d{1,15})/([a-z]{1,20})/(\\d{1,5})/(\\d{1,18})");

    private final MultivaluedMap<String, String> parameters;
    private final List<Problem.Detail> wrong = new ArrayList<>();

    private AuditRequest(MultivaluedMap<String, String> parameters) {
        this.parameters = parameters;
    }

    /// @throws io.boson.server.http.ProblemException 400 that names every wrong parameter
    static AuditQuery parse(MultivaluedMap<String, String> parameters, Instant now) {
        return new AuditRequest(parameters).query(now);
    }

    private AuditQuery query(Instant now) {
        // A little ahead: the log's clock need not be this one's.
        Instant to = time("endTime").orElse(now.plus(AHEAD));
        Instant from = time("startTime").orElse(to.minus(LENGTH_DEFAULT));
        if (!from.isBefore(to)) {
            wrong.add(new Problem.Detail("endTime", "must be after startTime"));
        }
        AuditQuery query =
                new AuditQuery(
                        text("subject"),
                        text("actor"),
                        text("type"),
                        text("correlationId"),
                        from,
                        to,
                        newestFirst(),
                        cursor(),
                        limit());
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong).asException();
        }
        return query;
    }

    private Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.getFirst(name));
    }

    private Optional<String> text(String name) {
        Optional<String> text = parameter(name);
        if (text.filter(t -> t.isEmpty() || t.length() > TEXT_CHARS_MAX || t.indexOf(0) >= 0)
                .isPresent()) {
            wrong.add(
                    new Problem.Detail(
                            name, "must be text of 1 to " + TEXT_CHARS_MAX + " characters"));
        }
        return text;
    }

    private Optional<Instant> time(String name) {
        Optional<String> text = parameter(name);
        Optional<Instant> time = text.flatMap(TimeRange::time);
        if (text.isPresent() && time.isEmpty()) {
            wrong.add(new Problem.Detail(name, "must be a time such as 2026-01-31T12:00:00Z"));
        }
        return time;
    }

    private boolean newestFirst() {
        String order = parameter("order").orElse("newest");
        if (!order.equals("newest") && !order.equals("oldest")) {
            wrong.add(new Problem.Detail("order", "must be newest or oldest"));
        }
        return order.equals("newest");
    }

    private int limit() {
        Optional<String> text = parameter("limit");
        Optional<Integer> limit = text.flatMap(PageLimit::parse);
        if (text.isPresent() && limit.isEmpty()) {
            wrong.add(new Problem.Detail("limit", PageLimit.MUST));
        }
        return limit.orElse(LIMIT_DEFAULT);
    }

    private Optional<AuditQuery.Place> cursor() {
        Optional<String> text = parameter("cursor");
        Optional<AuditQuery.Place> place = text.flatMap(Cursor::read).flatMap(AuditRequest::place);
        if (text.isPresent() && place.isEmpty()) {
            wrong.add(new Problem.Detail("cursor", "must be a nextCursor of an answer"));
        }
        return place;
    }

    private static Optional<AuditQuery.Place> place(String text) {
        Matcher parts = PLACE.matcher(text);
        return parts.matches()
                ? Optional.of(
                        new AuditQuery.Place(
                                Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
                                parts.group(2),
                                Integer.parseInt(parts.group(3)),
                                Long.parseLong(parts.group(4))))
                : Optional.empty();
    }

    static String cursor(AuditQuery.Place place) {
        return Cursor.write(
                place.received().toEpochMilli()
                        + "/"
                        + place.topic()
                        + "/"
                        + place.partition()
                        + "/"
                        + place.offset());
    }
}
