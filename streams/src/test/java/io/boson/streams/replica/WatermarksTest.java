package io.boson.streams.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class WatermarksTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration AT_ONCE = Duration.ZERO;

    private final Watermarks watermarks = new Watermarks();

    private static LogPosition at(long offset) {
        return new LogPosition(Topic.NODES, 0, offset);
    }

    @Test
    void whatHasPassedIsNotWaitedFor() {
        watermarks.advance(at(5));
        assertThat(watermarks.await(at(0), AT_ONCE)).isTrue();
        assertThat(watermarks.await(at(5), AT_ONCE)).isTrue();
        assertThat(watermarks.await(at(6), AT_ONCE)).isFalse();
    }

    @Test
    void anOlderPositionTakesNothingBack() {
        watermarks.advance(at(5));
        watermarks.advance(at(3));
        assertThat(watermarks.await(at(5), AT_ONCE)).isTrue();
    }

    @Test
    void partitionsAndTopicsAreApart() {
        watermarks.advance(new LogPosition(Topic.NODES, 1, 5));
        watermarks.advance(new LogPosition(Topic.SESSIONS, 0, 5));
        assertThat(watermarks.await(at(5), AT_ONCE)).isFalse();
    }

    @Test
    void anAdvanceWakesExactlyThoseItSatisfies() throws Exception {
        Waiting five = new Waiting(at(5));
        Waiting alsoFive = new Waiting(at(5));
        Waiting ten = new Waiting(at(10));
        watermarks.advance(at(4));
        watermarks.advance(new LogPosition(Topic.NODES, 1, 100));
        assertThat(five.isWaiting() && alsoFive.isWaiting() && ten.isWaiting()).isTrue();
        watermarks.advance(at(9));
        assertThat(five.result()).isTrue();
        assertThat(alsoFive.result()).isTrue();
        assertThat(ten.isWaiting()).isTrue();
        watermarks.advance(at(10));
        assertThat(ten.result()).isTrue();
    }

    @Test
    void oneThatWaitsTooLongIsToldSoAndForgotten() {
        assertThat(watermarks.await(at(5), Duration.ofMillis(20))).isFalse();
        assertThat(watermarks.size()).isZero();
    }

    @Test
    void oneThatGivesUpDoesNotDisturbTheOthers() throws Exception {
        Waiting patient = new Waiting(at(5));
        assertThat(watermarks.await(at(5), Duration.ofMillis(20))).isFalse();
        assertThat(patient.isWaiting()).isTrue();
        watermarks.advance(at(5));
        assertThat(patient.result()).isTrue();
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        Waiting interrupted = new Waiting(at(5));
        interrupted.thread.interrupt();
        assertThat(interrupted.result()).isFalse();
        assertThat(watermarks.size()).isZero();
    }

    @Test
    void manyWaitWhileOthersAdvance() throws Exception {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        CountDownLatch begin = new CountDownLatch(1);
        for (int i = 0; i < 400; i++) {
            long offset = i;
            tasks.add(
                    () -> {
                        begin.await();
                        return watermarks.await(at(offset), PATIENCE);
                    });
        }
        tasks.add(
                () -> {
                    begin.countDown();
                    for (int i = 0; i < 400; i++) {
                        watermarks.advance(at(i));
                    }
                    return true;
                });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> each : threads.invokeAll(tasks)) {
                assertThat(each.get()).isTrue();
            }
        }
    }

    /// A thread that waits for a position, seen waiting before the constructor returns.
    private final class Waiting {
        private final FutureTask<Boolean> task;
        private final Thread thread;

        Waiting(LogPosition position) {
            task = new FutureTask<>(() -> watermarks.await(position, PATIENCE));
            thread = Thread.ofPlatform().daemon().start(task);
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        }

        boolean isWaiting() {
            return !task.isDone();
        }

        boolean result() throws Exception {
            return task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
