package io.boson.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boson.server.http.RequestCounts.Count;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestCountsTest {

    private static final String BEAT = "/api/v1/nodes/{id}/heartbeat";

    private final RequestCounts counts = new RequestCounts();

    @Test
    void countsByMethodRouteAndStatus() {
        counts.count("POST", BEAT, 200, 1_000_000);
        counts.count("POST", BEAT, 200, 1_000_000);
        counts.count("POST", BEAT, 404, 1_000_000);
        counts.count("GET", BEAT, 405, 1_000_000);

        assertThat(counts.counts())
                .containsExactlyInAnyOrder(
                        new Count("POST", BEAT, 200, 2),
                        new Count("POST", BEAT, 404, 1),
                        new Count("GET", BEAT, 405, 1));
    }

    @Test
    void timesByRouteAndClassOfStatus() {
        counts.count("POST", BEAT, 200, 700_000);
        counts.count("POST", BEAT, 201, 20_000_000_000L);
        counts.count("POST", BEAT, 503, 1_000_000);

        assertThat(counts.timings())
                .extracting(timing -> timing.statusClass() + " " + timing.reading().count())
                .containsExactlyInAnyOrder("2xx 2", "5xx 1");
        assertThat(counts.timings().getFirst().reading().sumSeconds()).isEqualTo(20.0007);
    }

    @Test
    void inventedMethodsAndStatusesMakeNoFurtherCounters() {
        for (int i = 0; i < 1000; i++) {
            counts.count("FROB" + i, "-", 400, 1);
            counts.count("GET", "-", 5000 + i, 1);
        }

        assertThat(counts.counts())
                .containsExactlyInAnyOrder(
                        new Count("other", RequestCounts.UNMATCHED, 400, 1000),
                        new Count("GET", RequestCounts.UNMATCHED, 599, 1000));
    }

    @Test
    void manyThreadsLoseNone() throws InterruptedException {
        List<Thread> threads =
                IntStream.range(0, 8)
                        .mapToObj(
                                _ ->
                                        Thread.ofPlatform()
                                                .start(
                                                        () -> {
                                                            for (int i = 0; i < 10_000; i++) {
                                                                counts.count("GET", "/r", 200, 1);
                                                            }
                                                        }))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(counts.counts()).containsExactly(new Count("GET", "/r", 200, 80_000));
        assertThat(counts.timings().getFirst().reading().count()).isEqualTo(80_000);
    }

    @Test
    void countsWhatNoServletSawAndNothingOfTheOperatorsListener() throws Exception {
        try (TestServer server = new TestServer(Map.of())) {
            Wire.exchange(server.adminPort(), "", "GET /healthcheck", "Connection: close");
            try (Wire wire = new Wire(server.port())) {
                wire.send("no http at all\r\n\r\n");
                assertThat(wire.receive().status()).isEqualTo(400);
            }
            Wire.exchange(server.port(), "", "GET /nowhere", "Connection: close");

            await().until(() -> server.requests().counts().size() >= 2);
            assertThat(server.requests().counts())
                    .extracting(count -> count.route() + " " + count.status())
                    .containsExactlyInAnyOrder("unmatched 400", "unmatched 404");
            assertThat(server.requests().timings().getFirst().reading().sumSeconds())
                    .as("seconds that two requests took")
                    .isBetween(0.0, 60.0);
        }
    }
}
