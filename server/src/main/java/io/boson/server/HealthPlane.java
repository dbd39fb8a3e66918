package io.boson.server;

import io.boson.relay.datapath.WireGuardRelay;
import io.boson.relay.transport.RelayServer;
import io.boson.server.control.ControlPlane;
import io.boson.server.health.AdminCheck;
import io.boson.server.health.Health;
import io.boson.server.health.LogProbe;
import io.boson.server.health.Probe;
import io.boson.server.health.Probes;
import io.boson.server.history.HistoryPlane;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.metrics.servlets.HealthCheckServlet;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Which parts are asked how they do, and without which nobody can be served.
final class HealthPlane {

    private HealthPlane() {}

    static Health install(
            Environment environment,
            ControlPlane control,
            HistoryPlane history,
            Probe turn,
            RelayServer relay,
            WireGuardRelay wireGuard,
            ScheduledExecutorService scheduler,
            Clock clock) {
        LogProbe reachable =
                new LogProbe(
                        () -> control.admin().describeCluster().nodes().get(3, TimeUnit.SECONDS),
                        System::nanoTime);
        reachable.start(scheduler);
        Map<String, Probe> essential = new LinkedHashMap<>();
        essential.put("kafka", Probes.kafka(control, reachable));
        essential.put("projections", Probes.projections(control, System::nanoTime));
        essential.put("relay", Probes.relay(relay));
        essential.put("udp", Probes.udp(wireGuard));
        Map<String, Probe> optional = new LinkedHashMap<>();
        optional.put("database", Probes.database(history, clock));
        optional.put("redis", Probes.DISABLED);
        optional.put("turn", turn);
        Health health = new Health(essential, optional);
        environment.healthChecks().register("boson", new AdminCheck(health));
        environment
                .admin()
                .addServlet("healthcheck", new HealthCheckServlet(environment.healthChecks()))
                .addMapping("/healthcheck");
        return health;
    }
}
