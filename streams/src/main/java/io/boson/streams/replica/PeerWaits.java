package io.boson.streams.replica;

import io.boson.events.node.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// Those who wait for a node's peers to change. Thread-safe. Waiting is by notification: a change
/// wakes exactly those who wait for that node.
final class PeerWaits {

    private final Map<NodeId, List<Waiter>> waiting = new HashMap<>();

    /// One who waits.
    private static final class Waiter {
        private final CompletableFuture<Boolean> changed = new CompletableFuture<>();
    }

    /// Returns at once where `satisfied`, else when it is at a change, or false after `timeout`.
    boolean await(NodeId node, BooleanSupplier satisfied, Duration timeout) {
        long until = System.nanoTime() + timeout.toNanos();
        while (true) {
            Waiter waiter = new Waiter();
            synchronized (waiting) {
                waiting.computeIfAbsent(node, _ -> new ArrayList<>()).add(waiter);
            }
            try {
                // Looked at after it was added: a change in between wakes it.
                if (satisfied.getAsBoolean()) {
                    return true;
                }
                waiter.changed.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                return satisfied.getAsBoolean();
            } catch (ExecutionException impossible) {
                throw new IllegalStateException("waiters are only ever completed", impossible);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                forget(node, waiter);
            }
        }
    }

    private void forget(NodeId node, Waiter waiter) {
        synchronized (waiting) {
            List<Waiter> waiters = waiting.get(node);
            if (waiters != null && waiters.remove(waiter) && waiters.isEmpty()) {
                waiting.remove(node);
            }
        }
    }

    void changed(NodeId node) {
        List<Waiter> told;
        synchronized (waiting) {
            told = List.copyOf(waiting.getOrDefault(node, List.of()));
        }
        told.forEach(each -> each.changed.complete(true));
    }

    /// Nodes that somebody waits for.
    int size() {
        synchronized (waiting) {
            return waiting.size();
        }
    }
}
