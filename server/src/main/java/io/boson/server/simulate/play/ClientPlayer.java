package io.boson.server.simulate.play;

import com.fasterxml.jackson.databind.JsonNode;
import io.boson.server.simulate.plan.Fleet;
import io.boson.server.simulate.tally.Fate;
import io.boson.server.simulate.tally.Step;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// One client: asks for a route, holds the session for a while, ends it or vanishes, and comes
/// again.
final class ClientPlayer {

    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final int LEFT_MAX = 3;
    private static final int NOT_FOUND = 404;

    private final Stage stage;
    private final Fleet.Role role;

    /// Those it vanished from; the server still has them. The oldest expire by themselves.
    private final Deque<HeldSession> left = new ArrayDeque<>();

    ClientPlayer(Stage stage, Fleet.Role role) {
        this.stage = stage;
        this.role = role;
    }

    void play() throws InterruptedException {
        int session = 0;
        while (!stage.clients().awaitFall(stage.routes().take(stage.elapsed()))) {
            Optional<HeldSession> opened = request(session);
            if (opened.isPresent()) {
                hold(opened.get(), role.script().holds(session));
                session++;
            } else if (stage.clients().awaitFall(PAUSE)) {
                break;
            }
        }
        if (!stage.terms().keep()) {
            for (HeldSession each : left) {
                putAway(each);
            }
        }
    }

    private Optional<HeldSession> request(int number) throws InterruptedException {
        String key = stage.run() + '-' + role.client().number() + '-' + number;
        Call call =
                Call.post(
                                Step.ROUTE,
                                "/api/v1/routing/request",
                                Optional.empty(),
                                Words.route(role.client()))
                        .once(key);
        return stage.api().insist(call, stage.clients()) instanceof Reply.Good(JsonNode body)
                ? HeldSession.read(body)
                : Optional.empty();
    }

    private void hold(HeldSession session, Duration time) throws InterruptedException {
        boolean mineAlready = left.removeIf(each -> each.id().equals(session.id()));
        if (!mineAlready) {
            stage.tally().sessionOpened();
        }
        stage.tally().roster().opened(session.node());
        SessionHold hold = new SessionHold(stage, session);
        SessionHold.End end = hold.until(stage.elapsed().plus(time));
        switch (end) {
            case CUT -> over(session, Fate.CUT);
            case CURTAIN -> {
                hold.close();
                if (!stage.terms().keep()) {
                    putAway(session);
                }
            }
            case TIME_UP -> timeUp(session, hold);
        }
    }

    private void timeUp(HeldSession session, SessionHold hold) throws InterruptedException {
        if (role.script().drops()) {
            hold.vanish();
            vanished(session);
        } else {
            hold.close();
            switch (end(session)) {
                case ENDED -> over(session, Fate.ENDED);
                case OVER -> over(session, Fate.CUT);
                case STAYS -> vanished(session);
            }
        }
    }

    private void vanished(HeldSession session) {
        left.addLast(session);
        if (left.size() > LEFT_MAX) {
            left.removeFirst();
        }
        over(session, Fate.VANISHED);
    }

    private void over(HeldSession session, Fate fate) {
        stage.tally().roster().over(session.node());
        stage.tally().sessionOver(fate);
    }

    private void putAway(HeldSession session) throws InterruptedException {
        stage.awaitGoodbye();
        switch (end(session)) {
            case ENDED -> stage.putAway().incrementAndGet();
            case OVER -> stage.overAlready().incrementAndGet();
            case STAYS -> stage.left().incrementAndGet();
        }
    }

    /// What asking for a session's end led to.
    private enum Ending {
        ENDED,
        /// The server had it no more.
        OVER,
        /// Not answered, or not in time: it expires.
        STAYS
    }

    private Ending end(HeldSession session) throws InterruptedException {
        Call call =
                Call.delete(Step.END_SESSION, "/api/v1/sessions/" + session.id(), session.token());
        return switch (stage.api().insist(call, stage.patience())) {
            case Reply.Good _ -> Ending.ENDED;
            case Reply.Refused(int status, _, _) ->
                    status == NOT_FOUND ? Ending.OVER : Ending.STAYS;
            case Reply.Silence _ -> Ending.STAYS;
        };
    }
}
