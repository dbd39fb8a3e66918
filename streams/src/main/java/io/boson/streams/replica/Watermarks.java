package io.boson.streams.replica;

import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// How far a replica has come in each source partition, and those who wait for it to come further.
/// Thread-safe. Waiting is by notification: an advance wakes exactly those it satisfies. Callers
/// name any position they like, so one that is never reached leaves nothing behind.
final class Watermarks {

    private final Map<Source, Partition> partitions = new HashMap<>();

    private record Source(Topic topic, int partition) {
        static Source of(LogPosition position) {
            return new Source(position.topic(), position.partition());
        }
    }

    /// One who waits.
    private static final class Waiter {
        private final CompletableFuture<Boolean> passed = new CompletableFuture<>();
    }

    private static final class Partition {
        private long passed = -1;
        private final NavigableMap<Long, List<Waiter>> waiting = new TreeMap<>();
    }

    /// Tells that everything up to and including this position is visible.
    void advance(LogPosition position) {
        List<Waiter> satisfied = new ArrayList<>();
        synchronized (partitions) {
            Partition partition = partition(position);
            if (position.offset() <= partition.passed) {
                return;
            }
            partition.passed = position.offset();
            NavigableMap<Long, List<Waiter>> due =
                    partition.waiting.headMap(position.offset(), true);
            due.values().forEach(satisfied::addAll);
            due.clear();
        }
        satisfied.forEach(waiter -> waiter.passed.complete(true));
    }

    /// Waits until a position is visible; false where that took longer than `timeout`.
    boolean await(LogPosition position, Duration timeout) {
        Waiter waiter = new Waiter();
        synchronized (partitions) {
            Partition partition = partition(position);
            if (position.offset() <= partition.passed) {
                return true;
            }
            partition
                    .waiting
                    .computeIfAbsent(position.offset(), _ -> new ArrayList<>())
                    .add(waiter);
        }
        try {
            return waiter.passed.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("waiters are only ever completed", impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            forget(position, waiter);
        }
    }

    private void forget(LogPosition position, Waiter waiter) {
        synchronized (partitions) {
            Partition partition = partition(position);
            List<Waiter> waiters = partition.waiting.get(position.offset());
            if (waiters != null && waiters.remove(waiter) && waiters.isEmpty()) {
                partition.waiting.remove(position.offset());
            }
            if (partition.passed < 0 && partition.waiting.isEmpty()) {
                partitions.remove(Source.of(position));
            }
        }
    }

    /// Partitions of which anything is kept.
    int size() {
        synchronized (partitions) {
            return partitions.size();
        }
    }

    private Partition partition(LogPosition position) {
        return partitions.computeIfAbsent(Source.of(position), _ -> new Partition());
    }
}
