package io.boson.server.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import io.boson.events.log.LogReplay;
import io.boson.events.log.LogUnavailableException;
import io.boson.events.log.RecordedEvent;
import io.boson.server.http.ProblemException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A slow reader holds back the source; what fails on the way is said at the end.
final class ReplayFlowTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final LogReplay.Wanted ALL =
            new LogReplay.Wanted(
                    Set.of(Topic.NODES), Set.of(), Instant.EPOCH, AT, Optional.empty());

    /// Takes bytes as its reader allows, as a socket whose buffers are full does.
    private static final class Reader extends OutputStream {
        private final Semaphore room = new Semaphore(0);

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                room.acquire(length);
            } catch (InterruptedException gone) {
                throw new IOException("the reader is gone", gone);
            }
        }
    }

    @Test
    void aSlowReaderHoldsBackTheSource() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        LogReplay endless =
                (_, taker) -> {
                    while (true) {
                        taker.take(event(asked.getAndIncrement()), List.of());
                    }
                };
        ReplayResource resource = new ReplayResource(endless, new Replays(), Clock.systemUTC());
        Reader reader = new Reader();
        Thread replay =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        resource.play(
                                                ALL,
                                                Pace.parse(null, System::nanoTime),
                                                new EventStream(reader, false));
                                    } catch (IOException | InterruptedException gone) {
                                        assertThat(gone).hasMessage("the reader is gone");
                                    }
                                });

        awaitStill(reader, replay);
        assertThat(asked).as("one in hand, none read ahead").hasValue(1);
        for (int round = 1; round <= 5; round++) {
            int before = asked.get();
            reader.room.release(1_000);
            await().atMost(PATIENCE).until(() -> asked.get() > before);
            awaitStill(reader, replay);
            assertThat(asked.get()).isBetween(1 + round, 1 + round * 10);
        }
        replay.interrupt();
        assertThat(replay.join(PATIENCE)).isTrue();
    }

    private static void awaitStill(Reader reader, Thread replay) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                reader.room.hasQueuedThreads()
                                        && replay.getState() == Thread.State.WAITING);
    }

    @Test
    void whatFailsOnTheWayIsSaidAtTheEnd() throws Exception {
        LogReplay breaking =
                (_, taker) -> {
                    taker.take(event(0), List.of(new LogPosition(Topic.NODES, 0, 1)));
                    throw new LogUnavailableException(
                            "the log does not answer", new IllegalStateException("away"));
                };
        ReplayResource resource = new ReplayResource(breaking, new Replays(), Clock.systemUTC());

        String lines = text("", resource);
        assertThat(lines.lines()).hasSize(2);
        assertThat(lines)
                .startsWith("{\"id\":\"nodes-0-1\",\"event\":\"event\",")
                .endsWith(
                        "{\"event\":\"error\",\"data\":"
                                + "{\"message\":\"the log does not answer\"}}\n");
        assertThat(text(EventStream.SSE, resource))
                .endsWith("event: error\ndata: {\"message\":\"the log does not answer\"}\n\n");
    }

    /// Asked for at the same moment, none of them running yet.
    @Test
    void noMoreThanSoManyRunHoweverTheyAreAskedFor() throws Exception {
        Replays replays = new Replays();
        CountDownLatch running = new CountDownLatch(Replays.AT_ONCE_MAX);
        CountDownLatch end = new CountDownLatch(1);
        List<StreamingOutput> bodies = new ArrayList<>();
        for (int i = 0; i <= Replays.AT_ONCE_MAX; i++) {
            try (Response answer =
                    replays.answer(
                            "",
                            _ -> {
                                running.countDown();
                                end.await();
                            })) {
                bodies.add((StreamingOutput) answer.getEntity());
            }
        }
        StreamingOutput last = bodies.removeLast();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> read = new ArrayList<>();
            for (StreamingOutput body : bodies) {
                read.add(readers.submit(() -> write(body)));
            }
            running.await();

            assertThatThrownBy(() -> write(last))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("Too many replays");

            end.countDown();
            for (Future<?> each : read) {
                each.get();
            }
        }
        assertThat(write(last)).as("there is room again").contains("\"end\"");
    }

    private static String write(StreamingOutput body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String text(String accept, ReplayResource resource) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Response answer =
                new Replays()
                        .answer(
                                accept,
                                stream ->
                                        resource.play(
                                                ALL, Pace.parse(null, System::nanoTime), stream))) {
            ((StreamingOutput) answer.getEntity()).write(out);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static RecordedEvent event(int offset) {
        return new RecordedEvent(
                new LogPosition(Topic.NODES, 0, offset),
                AT,
                "key",
                new RecordedEvent.Attributes("id", "io.boson.x.v1", "", "s", "", "", ""),
                Optional.empty(),
                () -> "{}");
    }
}
