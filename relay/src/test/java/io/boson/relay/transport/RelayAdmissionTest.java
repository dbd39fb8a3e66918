package io.boson.relay.transport;

import static io.boson.relay.transport.RelayFixture.ANN;
import static io.boson.relay.transport.RelayFixture.NODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boson.relay.AttachRequest;
import io.boson.relay.EndReason;
import io.boson.relay.RefusalReason;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who gets in, and what the others are told, on real sockets.
class RelayAdmissionTest {

    private static final String TOKEN = "Bearer " + FakeAdmissions.TOKEN;
    private static final HandshakeLimits ONE_AT_ONCE =
            new HandshakeLimits(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    1,
                    1000,
                    HandshakeLimits.DEFAULT.heldBytesMax());

    private final RelayFixture relay;

    RelayAdmissionTest() throws Exception {
        relay = RelayFixture.start(settings -> settings.handshakes(ONE_AT_ONCE));
    }

    @AfterEach
    void stop() throws Exception {
        relay.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, 1008, Invalid path, INVALID_PATH",
        "/relays/x, 1008, Invalid path, INVALID_PATH",
        "/api/relay/x, 1008, Invalid path, INVALID_PATH",
        "/relay, 1008, Missing session ID, MISSING_SESSION_ID",
        "/relay/, 1008, Missing session ID, MISSING_SESSION_ID",
        "/relay/x/?id=y, 1008, Missing session ID, MISSING_SESSION_ID",
        "/relay/nonsense, 1008, Invalid session, INVALID_SESSION",
        "/relay/offline, 1008, Node not online, NODE_NOT_ONLINE",
        "/relay/early, 1013, Try again later, TRY_AGAIN_LATER",
        "/relay/broken, 1011, Internal server error, INTERNAL_ERROR",
    })
    void theUpgradeSucceedsAndACloseFrameSaysWhy(
            String path, int code, String text, RefusalReason reason) throws Exception {
        relay.admissions.refuse("offline", RefusalReason.NODE_NOT_ONLINE);
        relay.admissions.refuse("early", RefusalReason.TRY_AGAIN_LATER);

        TestPeer peer = relay.connect(path, TOKEN);

        peer.expectClose(code, text);
        relay.awaitCounters(counters -> counters.others() == 0);
        assertThat(relay.server.counters().refusals()).containsEntry(reason, 1L);
        assertThat(relay.listener.told()).isEmpty();
    }

    @Test
    void onlyTheBearerTokenOfTheOneHeaderOpens() throws Exception {
        String path = "/relay/" + ANN;
        relay.connect(path).expectClose(1008, "Unauthorized");
        relay.connect(path, "Bearer wrong").expectClose(1008, "Unauthorized");
        relay.connect(path, "Bearer ").expectClose(1008, "Unauthorized");
        relay.connect(path, "Basic " + FakeAdmissions.TOKEN).expectClose(1008, "Unauthorized");
        relay.connect(path, FakeAdmissions.TOKEN).expectClose(1008, "Unauthorized");
        relay.connect(path, TOKEN, TOKEN).expectClose(1008, "Unauthorized");
        relay.connect(path + "?token=" + FakeAdmissions.TOKEN).expectClose(1008, "Unauthorized");

        assertThat(relay.admissions.requests())
                .extracting(AttachRequest::bearerToken)
                .filteredOn(Optional::isPresent)
                .containsExactly(Optional.of("wrong"));
    }

    @Test
    void onlyTheLastSegmentOfThePathCounts() throws Exception {
        TestPeer peer = relay.connect("/relay/v1/anything/" + ANN + "?x=/y", TOKEN);

        peer.expectText(RelayFixture.greeting(ANN));
        AttachRequest request = relay.admissions.requests().getFirst();
        assertThat(request.id()).isEqualTo(ANN.toString());
        assertThat(request.remote().getAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    void asManyQuestionsAsAllowedAreAskedAtOnce() throws Exception {
        relay.admissions.hold();
        TestPeer waiting = relay.connect("/relay/" + NODE, TOKEN);
        await().until(() -> relay.admissions.requests().size() == 1);

        relay.connect("/relay/" + ANN, TOKEN).expectClose(1013, "Try again later");

        relay.admissions.release();
        waiting.expectText(RelayFixture.greeting(NODE));
        assertThat(relay.admissions.requests()).hasSize(1);
        // The slot is free again.
        relay.attach(ANN);
    }

    @Test
    void aSessionEndedWhileItsSocketIsBeingAdmittedStaysEnded() throws Exception {
        relay.admissions.hold();
        TestPeer peer = relay.connect("/relay/" + ANN, TOKEN);
        await().until(() -> relay.admissions.requests().size() == 1);

        relay.server.endSession(ANN, EndReason.CLOSED);
        relay.admissions.release();

        peer.expectClose(1008, "Invalid session");
        assertThat(relay.listener.told()).isEmpty();
    }

    @Test
    void aNodeRemovedWhileItsSocketIsBeingAdmittedStaysRemoved() throws Exception {
        relay.admissions.hold();
        TestPeer peer = relay.connect("/relay/" + NODE, TOKEN);
        await().until(() -> relay.admissions.requests().size() == 1);

        relay.server.endNode(NODE);
        relay.admissions.release();

        peer.expectClose(1008, "Invalid session");
        assertThat(relay.listener.told()).isEmpty();
    }

    @Test
    void whoLeavesBeforeTheAnswerIsNeverAttached() throws Exception {
        relay.admissions.hold();
        TestPeer peer = relay.connect("/relay/" + ANN, TOKEN);
        await().until(() -> relay.admissions.requests().size() == 1);

        peer.drop();
        relay.awaitCounters(counters -> counters.others() == 0);
        relay.admissions.release();

        // Behind the same desk, which answers in order.
        relay.attach(NODE);
        assertThat(relay.listener.told()).hasSize(1);
    }
}
