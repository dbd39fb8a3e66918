package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.api.TestServer.SessionHandle;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class ExplanationApiTest {

    private final TestServer server;

    ExplanationApiTest(TestServer server) {
        this.server = server;
    }

    @Test
    void aRouteIsExplainedByItsRecord() {
        NodeHandle node = server.register();
        node.api().post(node.path() + "/heartbeat", Bodies.heartbeat("online")).expect(200);
        SessionHandle session = server.open(node);

        JsonNode json = server.operator().get(explanation(session.id())).expect(200).json();

        assertThat(Answer.fields(json))
                .containsExactly("id", "sentence", "at", "position", "reproduced", "decision");
        assertThat(json.path("sentence").asText()).contains(node.id().toString(), "DE");
        assertThat(json.path("position").asText()).matches("sessions-\\d+-\\d+");
        assertThat(json.path("reproduced").asBoolean()).isTrue();
        JsonNode decision = json.path("decision");
        assertThat(decision.path("policyVersion").asText()).matches("balanced-[0-9a-f]{8}");
        assertThat(decision.path("seed").asText()).matches("-?\\d+");
        assertThat(decision.path("choice").path("nodeId").asText()).isEqualTo(node.id().toString());
        assertThat(decision.path("client").path("nat").path("natType").asText())
                .isEqualTo("Symmetric");
        assertThat(decision.path("candidates").get(0).path("parts").size()).isPositive();
        assertThat(json.toString()).as("no address is kept").doesNotContain("198.51.100.7");
    }

    @Test
    void itStaysExplainedWhenTheSessionIsOver() {
        SessionHandle session = server.open(server.register());
        String before = server.operator().get(explanation(session.id())).expect(200).text();
        Answer ended = session.api().delete(session.path()).expect(204);

        Answer after =
                server.operator()
                        .with("Boson-Position", ended.header("Boson-Position"))
                        .get(explanation(session.id()));

        assertThat(after.expect(200).text()).isEqualTo(before);
    }

    @Test
    void strangersLearnNothingAndClientsNothingOfOtherNodes() {
        NodeHandle node = server.register();
        server.register();
        SessionHandle session =
                server.opened(
                        server.api()
                                .post("/api/v1/routing/request", Bodies.route(UUID.randomUUID())));
        String path = explanation(session.id());

        JsonNode shown = session.api().get(path).expect(200).json().path("decision");

        String chosen = shown.path("choice").path("nodeId").asText();
        assertThat(StreamSupport.stream(shown.path("candidates").spliterator(), false))
                .allMatch(each -> each.path("nodeId").asText().equals(chosen));
        server.api().get(path).problem(401, "UNAUTHORIZED");
        server.open(node).api().get(path).problem(403, "FORBIDDEN");
        server.api().get(explanation(UUID.randomUUID())).problem(401, "UNAUTHORIZED");
        session.api().get(explanation(UUID.randomUUID())).problem(404, "NOT_FOUND");
        server.operator().get("/api/v1/routing/route/x/explanation").problem(404, "NOT_FOUND");
    }

    @Test
    void whoIsRefusedMayAskWhyByTheDecisionsId() {
        server.register();
        var wish = Bodies.route(UUID.randomUUID());
        wish.putObject("requirements").put("minBandwidth", 9_999_999);
        JsonNode problem =
                server.api().post("/api/v1/routing/request", wish).problem(409, "NO_ROUTE");
        String id =
                StreamSupport.stream(problem.path("details").spliterator(), false)
                        .filter(detail -> detail.path("field").asText().equals("decisionId"))
                        .map(detail -> detail.path("message").asText())
                        .findFirst()
                        .orElseThrow();

        JsonNode json = server.api().get(explanation(UUID.fromString(id))).expect(200).json();

        assertThat(json.path("sentence").asText()).startsWith("No node was chosen");
        assertThat(json.path("decision").path("refused").path("bandwidth-too-low").asInt())
                .isPositive();
        assertThat(json.path("decision").path("candidates")).isEmpty();
        assertThat(json.path("reproduced").asBoolean()).isTrue();
    }

    private static String explanation(UUID id) {
        return "/api/v1/routing/route/" + id + "/explanation";
    }
}
