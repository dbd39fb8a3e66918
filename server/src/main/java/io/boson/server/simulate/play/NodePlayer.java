package io.boson.server.simulate.play;

import com.fasterxml.jackson.databind.JsonNode;
import io.boson.server.simulate.plan.Absence;
import io.boson.server.simulate.plan.Fleet;
import io.boson.server.simulate.plan.Phase;
import io.boson.server.simulate.plan.SimulatedNode;
import io.boson.server.simulate.tally.Step;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// One node: registers, attaches to the relay, sends heartbeats as its script says, and goes.
final class NodePlayer {

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int BEAT_SECONDS_MAX = 300;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final Stage stage;
    private final Fleet.Part part;
    private final SimulatedNode node;
    private int life;
    private Optional<RelayEnd> end = Optional.empty();

    NodePlayer(Stage stage, Fleet.Part part) {
        this.stage = stage;
        this.part = part;
        this.node = part.node();
    }

    /// @param token speaks for this registration
    private record Registration(String token, Optional<URI> relay) {}

    /// What a life led to.
    private enum Next {
        REGISTER_AGAIN,
        END
    }

    /// Asks once more and more until the server has answered; nothing is played yet.
    Reply register() throws InterruptedException {
        Call call =
                Call.post(
                                Step.REGISTER,
                                "/api/v1/nodes/register",
                                stage.terms().enrolmentKey(),
                                Words.registration(node, stage.terms().heartbeat()))
                        .once("simulate-" + stage.seed() + '-' + node.number() + '-' + life);
        return stage.api().insist(call, stage.nodes());
    }

    /// @param after how long others go first
    void play(Duration after) throws InterruptedException {
        if (!stage.nodes().awaitFall(after)) {
            play(register());
        }
    }

    /// @param first answer to the first registration
    void play(Reply first) throws InterruptedException {
        Reply reply = first;
        while (true) {
            Next next = reply instanceof Reply.Good(JsonNode body) ? live(read(body)) : pause();
            if (next == Next.END) {
                return;
            }
            reply = register();
        }
    }

    private Next pause() throws InterruptedException {
        return stage.nodes().awaitFall(PAUSE) ? Next.END : Next.REGISTER_AGAIN;
    }

    private Registration read(JsonNode body) {
        String relay = body.path("relayServers").path(0).path("url").asText();
        return new Registration(
                body.path("sessionToken").asText(),
                relay.isEmpty() || !stage.terms().relay()
                        ? Optional.empty()
                        : Optional.of(URI.create(relay + "/relay/" + node.id())));
    }

    private Next live(Registration mine) throws InterruptedException {
        if (life++ > 0) {
            stage.tally().cameBack();
        }
        stage.tally().roster().is(node.id(), Phase.ONLINE);
        try {
            while (!stage.nodes().hasFallen()) {
                Duration now = stage.elapsed();
                if (part.script().phaseAt(now) == Phase.SILENT) {
                    return beSilent(mine);
                }
                attach(mine);
                Optional<Duration> wait = beat(mine, now);
                if (wait.isEmpty()) {
                    stage.tally().roster().is(node.id(), Phase.AWAY);
                    return Next.REGISTER_AGAIN;
                }
                Optional<Absence> absence = part.script().absenceBetween(now, now.plus(wait.get()));
                if (absence.isPresent() && awaitTime(absence.get().from())) {
                    leave(mine);
                    return awaitTime(absence.get().until()) ? Next.REGISTER_AGAIN : Next.END;
                }
                stage.nodes().awaitFall(wait.get());
            }
            return end(mine);
        } finally {
            end.ifPresent(RelayEnd::close);
            end = Optional.empty();
        }
    }

    /// @return whether that time came before the curtain fell
    private boolean awaitTime(Duration time) throws InterruptedException {
        return !stage.nodes().awaitFall(time.minus(stage.elapsed()));
    }

    /// Its heartbeats have stopped; the rest of it goes on.
    private Next beSilent(Registration mine) throws InterruptedException {
        stage.tally().roster().is(node.id(), Phase.SILENT);
        while (!stage.nodes().awaitFall(stage.terms().heartbeat())) {
            attach(mine);
        }
        return end(mine);
    }

    private void attach(Registration mine) throws InterruptedException {
        boolean there = end.filter(e -> e.parting().isEmpty()).isPresent();
        if (!there && mine.relay().isPresent()) {
            end = NodeEnd.attach(stage.tally(), stage.http(), mine.relay().get(), mine.token());
        }
    }

    /// @return how long until the next; empty where the server does not know this node any more
    private Optional<Duration> beat(Registration mine, Duration now) throws InterruptedException {
        Phase phase = part.script().phaseAt(now);
        boolean ill = phase == Phase.DEGRADED;
        int sessions = stage.tally().roster().sessions(node.id());
        Call call =
                Call.post(
                        Step.HEARTBEAT,
                        path() + "/heartbeat",
                        Optional.of(mine.token()),
                        Words.heartbeat(
                                ill ? "degraded" : "online",
                                part.script().measuresAt(now, sessions)));
        return switch (stage.api().send(call)) {
            case Reply.Good(JsonNode body) -> {
                stage.tally().roster().is(node.id(), ill ? Phase.DEGRADED : Phase.ONLINE);
                yield Optional.of(next(body));
            }
            case Reply.Refused(int status, _, Optional<Duration> retryAfter) ->
                    status == NOT_FOUND || status == GONE
                            ? Optional.empty()
                            : Optional.of(retryAfter.orElse(PAUSE));
            case Reply.Silence _ -> Optional.of(PAUSE);
        };
    }

    private Duration next(JsonNode body) {
        int asked = body.path("nextHeartbeat").asInt((int) stage.terms().heartbeat().toSeconds());
        return Duration.ofSeconds(Math.clamp(asked, 1, BEAT_SECONDS_MAX));
    }

    private void leave(Registration mine) throws InterruptedException {
        if (deregister(mine, stage.nodes())) {
            stage.tally().roster().is(node.id(), Phase.AWAY);
        }
    }

    private Next end(Registration mine) throws InterruptedException {
        if (stage.terms().keep()) {
            return Next.END;
        }
        stage.awaitGoodbye();
        if (deregister(mine, stage.patience())) {
            stage.tally().roster().is(node.id(), Phase.AWAY);
        }
        return Next.END;
    }

    /// @return whether the server does not count it any more
    private boolean deregister(Registration mine, Curtain until) throws InterruptedException {
        Reply reply = stage.api().insist(Call.delete(Step.DEREGISTER, path(), mine.token()), until);
        return switch (reply) {
            case Reply.Good _ -> true;
            case Reply.Refused(int status, _, _) -> status == NOT_FOUND || status == GONE;
            case Reply.Silence _ -> false;
        };
    }

    private String path() {
        return "/api/v1/nodes/" + node.id();
    }
}
