package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.api.TestServer.SessionHandle;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/// What is logged, before any net under it: everything of ours down to TRACE, all else from INFO.
/// Only the lines about requests are looked at from INFO: below it they show paths as they came.
@ExtendWith(SharedServer.class)
class NoSecretsTest {

    private final TestServer server;
    private final Lines lines = new Lines();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.boson");
    private final Logger requests =
            (Logger) LoggerFactory.getLogger("io.boson.server.http.RequestLines");
    private final Level before;

    NoSecretsTest(TestServer server) {
        this.server = server;
        this.before = root.getLevel();
    }

    /// Ours go nowhere but here: the console need not see them.
    @BeforeEach
    void listen() {
        lines.setContext(root.getLoggerContext());
        lines.start();
        root.addAppender(lines);
        root.setLevel(Level.INFO);
        ours.addAppender(lines);
        ours.setAdditive(false);
        ours.setLevel(Level.TRACE);
        requests.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        root.detachAppender(lines);
        root.setLevel(before);
        ours.detachAppender(lines);
        ours.setAdditive(true);
        ours.setLevel(null);
        requests.setLevel(null);
    }

    @Test
    void noTokenOrKeyIsInAnyLineOfAWholeWalk() {
        NodeHandle node = server.register();
        node.api().post(node.path() + "/heartbeat", "{}").expect(200);
        SessionHandle session = server.open(node);
        try (RelayPeer nodeEnd =
                        RelayPeer.connect(server.relay(node.id()), node.id(), node.token());
                RelayPeer client =
                        RelayPeer.connect(
                                server.relay(session.id()), session.id(), session.token());
                RelayPeer stranger =
                        RelayPeer.connect(server.relay(session.id()), session.id(), node.token())) {
            nodeEnd.greeted();
            client.greeted();
            assertThat(stranger.next()).startsWith("closed 1008");
            client.text("{\"type\":\"data\",\"payload\":\"" + session.token() + "\"}");
        }
        mistakes(node, session);
        session.api().delete(session.path()).expect(204);
        server.operator().delete(node.path()).expect(204);

        assertThat(lines.all).as("it was listened to").anyMatch(line -> line.contains("/register"));
        for (String secret :
                new String[] {
                    node.token(), session.token(), server.operatorToken(), server.enrolmentKey()
                }) {
            assertThat(lines.all).noneMatch(line -> line.contains(secret));
            // Nor its signature alone.
            assertThat(lines.all)
                    .noneMatch(
                            line -> line.contains(secret.substring(secret.lastIndexOf('.') + 1)));
        }
        assertThat(lines.all).noneMatch(line -> line.contains("eyJ"));
    }

    /// Credentials where they do not belong.
    private void mistakes(NodeHandle node, SessionHandle session) {
        server.api().as(node.token() + "x").get(node.path()).expect(401);
        server.api().get("/api/v1/nodes?token=" + session.token()).expect(401);
        server.api().get("/" + node.token()).expect(404);
        server.enroller()
                .with("Idempotency-Key", session.token())
                .post("/api/v1/nodes/register", Bodies.node(UUID.randomUUID()));
        server.operator().with("Boson-Position", node.token()).get(node.path()).expect(400);
        node.api().post(node.path() + "/heartbeat", "{" + node.token()).expect(400);
        server.api()
                .with("X-Request-Id", session.token().substring(0, 60))
                .get("/health")
                .expect(200);
    }

    private static final class Lines extends AppenderBase<ILoggingEvent> {

        private final Queue<String> all = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            all.add(
                    event.getFormattedMessage()
                            + event.getKeyValuePairs()
                            + (event.getThrowableProxy() == null
                                    ? ""
                                    : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
    }
}
