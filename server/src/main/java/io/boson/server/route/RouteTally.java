package io.boson.server.route;

import io.boson.events.session.SessionRefusal;
import io.boson.projections.route.RouteRefusal;
import io.boson.projections.session.SessionOutcome;
import io.boson.server.measure.CountsOf;
import io.boson.server.measure.Durations;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Counts what became of routing requests.
public final class RouteTally {

    /// Of a request as a whole.
    public enum Answer {
        OPENED,
        NO_NODES,
        NO_ROUTE,
        NO_ANSWER,
        /// The log was away, or a bug.
        FAILED
    }

    /// Of one question to the arbiter; a request may need several.
    public enum Verdict {
        OPENED,
        NODE_FULL,
        NODE_DRAINING,
        NODE_GONE,
        ALREADY_OPEN,
        NO_TUNNEL_ADDRESS,
        KEY_IN_USE,
        /// Ended before anybody heard that it began.
        ENDED,
        NO_ANSWER
    }

    private final LongSupplier nanoTime;
    private final CountsOf<Answer> answers = new CountsOf<>(Answer.class);
    private final CountsOf<Verdict> verdicts = new CountsOf<>(Verdict.class);
    private final CountsOf<RouteRefusal> refusals = new CountsOf<>(RouteRefusal.class);
    private final Durations requests = Durations.ofWaiting();
    private final Durations rankings = Durations.ofComputing();

    /// @param nanoTime a monotonic clock, in nanoseconds
    public RouteTally(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    RouteOutcome request(Supplier<RouteOutcome> request) {
        long begin = nanoTime.getAsLong();
        Answer answer = Answer.FAILED;
        try {
            RouteOutcome outcome = request.get();
            answer = answer(outcome);
            return outcome;
        } finally {
            answers.add(answer);
            requests.add(nanoTime.getAsLong() - begin);
        }
    }

    private Answer answer(RouteOutcome outcome) {
        return switch (outcome) {
            case RouteOutcome.Opened _ -> Answer.OPENED;
            case RouteOutcome.NoNodes() -> Answer.NO_NODES;
            case RouteOutcome.NoRoute none -> {
                none.refused().keySet().forEach(refusals::add);
                yield Answer.NO_ROUTE;
            }
            case RouteOutcome.NoAnswer() -> Answer.NO_ANSWER;
        };
    }

    <T> T ranking(Supplier<T> ranking) {
        long begin = nanoTime.getAsLong();
        T ranked = ranking.get();
        rankings.add(nanoTime.getAsLong() - begin);
        return ranked;
    }

    SessionOutcome asked(SessionOutcome outcome) {
        verdicts.add(
                switch (outcome) {
                    case SessionOutcome.Opened _ -> Verdict.OPENED;
                    case SessionOutcome.NotOpened(var reason) -> verdict(reason);
                    case SessionOutcome.NoAnswer() -> Verdict.NO_ANSWER;
                });
        return outcome;
    }

    private static Verdict verdict(String reason) {
        for (SessionRefusal refusal : SessionRefusal.values()) {
            String word = refusal.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (reason.equals("refused " + word)) {
                return switch (refusal) {
                    case NODE_FULL -> Verdict.NODE_FULL;
                    case NODE_DRAINING -> Verdict.NODE_DRAINING;
                    case NODE_GONE -> Verdict.NODE_GONE;
                    case ALREADY_OPEN -> Verdict.ALREADY_OPEN;
                    case NO_TUNNEL_ADDRESS -> Verdict.NO_TUNNEL_ADDRESS;
                    case KEY_IN_USE -> Verdict.KEY_IN_USE;
                };
            }
        }
        return Verdict.ENDED;
    }

    public Map<Answer, Long> answers() {
        return answers.sums();
    }

    public Map<Verdict, Long> verdicts() {
        return verdicts.sums();
    }

    /// Requests that found no route, under each reason for which a node was turned down.
    public Map<RouteRefusal, Long> refusals() {
        return refusals.sums();
    }

    /// From a request to its answer, with the arbiter's and the log's part in it.
    public Durations.Reading requests() {
        return requests.reading();
    }

    /// Of the choice among nodes alone.
    public Durations.Reading rankings() {
        return rankings.reading();
    }
}
