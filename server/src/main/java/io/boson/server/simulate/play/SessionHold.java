package io.boson.server.simulate.play;

import io.boson.server.simulate.play.RelayEnd.Parting;
import io.boson.server.simulate.tally.Step;
import java.time.Duration;
import java.util.Optional;

/// A client's time on a session: attaches, sends a few packets at once and one now and then, and
/// comes back where the connection was lost.
final class SessionHold {

    private static final int PACKETS_AT_FIRST = 3;
    private static final int STEPS_PER_PACKET = 5;
    private static final Duration STEP = Duration.ofSeconds(1);

    /// Why it ended.
    enum End {
        TIME_UP,
        CURTAIN,
        /// Somebody else ended the session.
        CUT
    }

    private final Stage stage;
    private final HeldSession session;
    private final ClientEnd client;
    private Optional<RelayEnd> end = Optional.empty();
    private Optional<Parting> parting = Optional.empty();

    SessionHold(Stage stage, HeldSession session) {
        this.stage = stage;
        this.session = session;
        this.client = new ClientEnd(stage.tally(), session.id());
    }

    /// @param time since the play began
    End until(Duration time) throws InterruptedException {
        for (int step = 0; ; step++) {
            if (stage.terms().relay()) {
                beAttached(step);
            }
            if (parting.filter(Parting::forGood).isPresent()) {
                return End.CUT;
            }
            Duration left = time.minus(stage.elapsed());
            if (stage.clients().awaitFall(left.compareTo(STEP) < 0 ? left : STEP)) {
                return End.CURTAIN;
            }
            if (stage.elapsed().compareTo(time) >= 0) {
                return End.TIME_UP;
            }
        }
    }

    private void beAttached(int step) throws InterruptedException {
        parting = end.flatMap(RelayEnd::parting);
        if (parting.isPresent()) {
            end = Optional.empty();
        }
        if (end.isEmpty() && parting.filter(Parting::forGood).isEmpty()) {
            attach();
        } else if (end.isPresent() && step % STEPS_PER_PACKET == 0) {
            client.exchange(end.get());
        }
    }

    private void attach() throws InterruptedException {
        long start = System.nanoTime();
        switch (RelayEnd.attach(stage.http(), session.relay(), session.token(), client)) {
            case RelayEnd.Attempt.Attached(RelayEnd attached) -> {
                stage.tally().done(Step.ATTACH, System.nanoTime() - start);
                end = Optional.of(attached);
                for (int i = 0; i < PACKETS_AT_FIRST; i++) {
                    client.exchange(attached);
                }
            }
            case RelayEnd.Attempt.Refused(Parting why) -> {
                stage.tally().refused(Step.ATTACH, why.text());
                parting = Optional.of(why);
            }
        }
    }

    void close() {
        end.ifPresent(RelayEnd::close);
    }

    void vanish() {
        end.ifPresent(RelayEnd::vanish);
    }
}
