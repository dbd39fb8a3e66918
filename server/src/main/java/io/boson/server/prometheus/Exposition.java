package io.boson.server.prometheus;

import io.boson.relay.datapath.WireGuardRelay;
import io.boson.relay.transport.RelayServer;
import io.boson.server.config.ServerConfig;
import io.boson.server.control.ControlPlane;
import io.boson.server.health.Health;
import io.boson.server.history.HistoryState;
import io.boson.server.http.RequestCounts;
import io.boson.server.limits.RequestLimits;
import io.boson.server.relay.RelayFacts;
import io.boson.server.route.RouteTally;
import io.boson.server.turn.TurnPlane;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Everything there is to know, as text: Prometheus' format 0.0.4, or OpenMetrics 1.0 where that is
/// asked for.
///
/// One scrape at a time: however many ask, they take one processor from those who are served.
public final class Exposition {

    private static final Duration TURN_WITHIN = Duration.ofSeconds(5);
    private static final int BYTES_USUAL = 128 * 1024;

    private final ExpositionFormats formats = ExpositionFormats.init();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Semaphore turn = new Semaphore(1);

    record Text(String contentType, String body) {

        byte[] bytes() {
            return body.getBytes(StandardCharsets.UTF_8);
        }
    }

    public static Exposition of(
            ServerConfig config,
            RequestCounts requests,
            RequestLimits limits,
            ControlPlane control,
            Supplier<HistoryState> history,
            Health health,
            RouteTally routes,
            TurnPlane turn,
            RelayServer relay,
            WireGuardRelay wireGuard,
            RelayFacts facts) {
        List<MultiCollector> parts = new ArrayList<>();
        parts.add(new HttpCollector(requests, limits));
        parts.add(new LogCollector(control));
        parts.add(new FleetCollector(control.fleet(), control.live()));
        parts.add(new HistoryCollector(history));
        parts.add(new CertificateCollector(config.relay().certificate()));
        parts.add(new HealthCollector(health, control::isReady));
        parts.add(new RouteCollector(routes));
        parts.add(new TurnCollector(turn));
        parts.add(new RelayCollector(relay::counters, facts, System::nanoTime));
        parts.add(new WireGuardCollector(wireGuard::counters));
        if (config.metrics().perNode()) {
            parts.add(new NodeCollector(control.fleet(), config.metrics().nodesMax()));
        }
        return new Exposition(parts);
    }

    /// @param parts each with a name of its own for every family
    Exposition(List<MultiCollector> parts) {
        JvmMemoryMetrics.builder().constLabels(Families.APP).register(registry);
        JvmGarbageCollectorMetrics.builder().constLabels(Families.APP).register(registry);
        JvmThreadsMetrics.builder().constLabels(Families.APP).register(registry);
        JvmBufferPoolMetrics.builder().constLabels(Families.APP).register(registry);
        ProcessMetrics.builder().constLabels(Families.APP).register(registry);
        parts.forEach(registry::register);
    }

    /// @param accept the request's header, or null
    /// @return empty where others were at it for too long
    Optional<Text> scrape(@Nullable String accept) throws IOException {
        try {
            if (!turn.tryAcquire(TURN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            ExpositionFormatWriter writer = formats.findWriter(accept == null ? "" : accept);
            ByteArrayOutputStream text = new ByteArrayOutputStream(BYTES_USUAL);
            writer.write(text, registry.scrape());
            return Optional.of(
                    new Text(writer.getContentType(), text.toString(StandardCharsets.UTF_8)));
        } finally {
            turn.release();
        }
    }
}
