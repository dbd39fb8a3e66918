package io.boson.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestClassTest {

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/nodes/register, NODES",
        "POST, /api/v1/nodes/5b1a7cfa-6a30-4a51-9c3c-3a0d1ad8c8f1/heartbeat, NODES",
        "POST, /api/v1/metrics, NODES",
        "GET, /api/v1/turn/stun, NODES",
        "GET, /api/v1/nodes, READS",
        "HEAD, /api/v1/nodes/x, READS",
        "GET, /api/v1/metrics/x/history, READS",
        "GET, /api/v1/routing/route/x, READS",
        "GET, /, READS",
        "POST, /api/v1/routing/request, ROUTING",
        "GET, /health, HEALTH",
        "GET, /health/ready, HEALTH",
        "DELETE, /api/v1/nodes/x, OTHER",
        "DELETE, /api/v1/sessions/x, OTHER",
        "POST, /api/v1/nodes/x/drain, OTHER",
        "POST, /register, OTHER",
        "PATCH, /api/v1/metrics, OTHER",
    })
    void requestsAreCountedWithTheirKind(String method, String path, RequestClass kind) {
        assertThat(RequestClass.of(method, path)).isEqualTo(kind);
    }
}
