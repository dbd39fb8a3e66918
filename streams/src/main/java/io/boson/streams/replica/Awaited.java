package io.boson.streams.replica;

import io.boson.events.session.SessionId;
import io.boson.projections.session.SessionOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Those who asked for a session and wait for its outcome. Thread-safe. Several may wait for one
/// session, a client's retry beside its first try; each has its own patience.
final class Awaited {

    private final Map<SessionId, List<Waiter>> waiting = new HashMap<>();

    /// One who waits.
    private static final class Waiter {
        private final CompletableFuture<SessionOutcome> outcome = new CompletableFuture<>();
    }

    /// Runs `request`, then waits: an outcome that comes before the request returns is not missed.
    SessionOutcome await(SessionId id, Duration timeout, Runnable request) {
        Waiter waiter = new Waiter();
        synchronized (waiting) {
            waiting.computeIfAbsent(id, _ -> new ArrayList<>()).add(waiter);
        }
        try {
            request.run();
            return waiter.outcome.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return new SessionOutcome.NoAnswer();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("outcomes are only ever completed", impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new SessionOutcome.NoAnswer();
        } finally {
            forget(id, waiter);
        }
    }

    private void forget(SessionId id, Waiter waiter) {
        synchronized (waiting) {
            List<Waiter> waiters = waiting.get(id);
            if (waiters != null && waiters.remove(waiter) && waiters.isEmpty()) {
                waiting.remove(id);
            }
        }
    }

    void tell(SessionId id, SessionOutcome outcome) {
        List<Waiter> told;
        synchronized (waiting) {
            told = List.copyOf(waiting.getOrDefault(id, List.of()));
        }
        told.forEach(each -> each.outcome.complete(outcome));
    }

    /// Sessions that somebody waits for.
    int size() {
        synchronized (waiting) {
            return waiting.size();
        }
    }
}
