package io.boson.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boson.events.log.EventEnvelope;
import io.boson.events.log.EventLog;
import io.boson.events.log.LogPosition;
import io.boson.events.log.LogUnavailableException;
import io.boson.events.node.Membership;
import io.boson.events.node.Node;
import io.boson.events.node.NodeCommand;
import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeRejection;
import io.boson.events.node.RegistrationProof;
import io.boson.projections.fleet.Fleet;
import io.boson.server.log.Envelopes;
import io.boson.server.log.Origin;
import io.boson.testkit.InMemoryEventLog;
import io.boson.testkit.InMemoryFleet;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import io.boson.testkit.SettableClock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NodeCommandHandlerTest {

    private static final NodeSample NODE = NodeSample.of(1);
    private static final Origin ORIGIN = new Origin("request-1", "enrolment:k", Optional.empty());
    private static final RegistrationProof ENROLLED = new RegistrationProof.Enrolled();
    private static final RegistrationProof OWN_TOKEN = new RegistrationProof.OwnToken(Samples.T0);

    private final SettableClock clock = new SettableClock(Samples.T0);
    private final InMemoryEventLog log = new InMemoryEventLog(4);
    private final InMemoryFleet fleet = InMemoryFleet.following(log);

    @Test
    void whatWasAskedIsDoneAndWhereItStandsIsSaid() {
        NodeOutcome.Done done = done(handle(register(1, ENROLLED)));

        LogPosition position = done.position().orElseThrow();
        assertThat(log.find(position).map(EventEnvelope::event))
                .contains(NODE.registered(Samples.T0));
        assertThat(done.node().node()).isInstanceOf(Node.Active.class);
        assertThat(log.find(position).map(EventEnvelope::correlationId)).contains("request-1");
        assertThat(log.find(position).map(EventEnvelope::actor)).contains("enrolment:k");
    }

    @Test
    void theSameRegistrationAgainWritesNothing() {
        done(handle(register(1, ENROLLED)));

        assertThat(done(handle(register(1, ENROLLED))).position()).isEmpty();
        assertThat(log.appended()).hasSize(1);
    }

    @Test
    void timesAreInWholeMilliseconds() {
        clock.advance(Duration.ofNanos(1_999_999));

        done(handle(register(1, ENROLLED)));

        assertThat(log.events(NodeEvent.Registered.class))
                .extracting(NodeEvent.Registered::at)
                .containsExactly(Samples.T0.plusMillis(1));
    }

    @Test
    void whatMayNotBeIsRefusedAndNotWritten() {
        assertThat(handle(new NodeCommand.Deregister(NODE.id())))
                .isEqualTo(new NodeOutcome.Refused(NodeRejection.UNKNOWN_NODE));

        done(handle(register(1, ENROLLED)));

        assertThat(handle(register(2, ENROLLED)))
                .isEqualTo(new NodeOutcome.Refused(NodeRejection.NODE_ID_TAKEN));
        assertThat(log.appended()).hasSize(1);
    }

    @Test
    void aRenewalKeepsTheLifetime() {
        done(handle(register(1, ENROLLED)));
        clock.advance(Duration.ofMinutes(5));

        Membership member =
                done(handle(register(2, OWN_TOKEN))).node().node().present().orElseThrow();

        assertThat(member.registration()).isEqualTo(Samples.registrationId(2));
        assertThat(member.registeredAt()).isEqualTo(Samples.T0);
        assertThat(member.confirmedAt()).isEqualTo(clock.instant());
    }

    @Test
    void aNodeIsTakenAwayOnce() {
        done(handle(register(1, ENROLLED)));

        assertThat(done(handle(new NodeCommand.Remove(NODE.id()))).node().node())
                .isInstanceOf(Node.Departed.class);
        assertThat(done(handle(new NodeCommand.Remove(NODE.id()))).position()).isEmpty();
    }

    @Test
    void drainingAndResumingShowInTheAnswer() {
        done(handle(register(1, ENROLLED)));

        assertThat(
                        done(handle(new NodeCommand.Drain(NODE.id(), Duration.ofMinutes(5))))
                                .node()
                                .isDraining())
                .isTrue();
        assertThat(done(handle(new NodeCommand.Resume(NODE.id()))).node().isDraining()).isFalse();
    }

    /// Two who hold enrolment keys claim one id at the same time, at two instances.
    @Test
    void whoComesSecondInTheLogIsToldSo() {
        NodeEvent first =
                new NodeEvent.Registered(
                        NODE.id(), NODE.profile(), Samples.registrationId(99), Samples.T0);

        NodeOutcome outcome = handler(fleet, behind(first)).handle(register(1, ENROLLED), ORIGIN);

        assertThat(outcome).isEqualTo(new NodeOutcome.Overtaken());
        assertThat(log.events(NodeEvent.Registered.class)).hasSize(2);
        assertThat(fleet.find(NODE.id()).present().map(Membership::registration))
                .contains(Samples.registrationId(99));
    }

    @Test
    void whatThisInstanceDoesNotSeeYetIsSaidWithItsPosition() {
        Fleet behind = new InMemoryFleet();

        NodeOutcome outcome = handler(behind, log).handle(register(1, ENROLLED), ORIGIN);

        assertThat(outcome)
                .isEqualTo(new NodeOutcome.NotYetVisible(log.appended().getFirst().position()));
    }

    @Test
    void aLogThatIsAwayIsNotHidden() {
        log.goAway();

        assertThatThrownBy(() -> handle(register(1, ENROLLED)))
                .isInstanceOf(LogUnavailableException.class);
    }

    /// The log, where somebody else's event gets in just before the first of ours.
    private EventLog behind(NodeEvent other) {
        return envelope -> {
            if (log.appended().isEmpty()) {
                log.append(Samples.envelope(other));
            }
            return log.append(envelope);
        };
    }

    private static NodeCommand register(int registration, RegistrationProof proof) {
        return new NodeCommand.Register(
                NODE.id(), NODE.profile(), Samples.registrationId(registration), proof);
    }

    private NodeOutcome handle(NodeCommand command) {
        return handler(fleet, log).handle(command, ORIGIN);
    }

    private NodeCommandHandler handler(Fleet seen, EventLog written) {
        return new NodeCommandHandler(seen, written, new Envelopes(clock, new Random(1)), clock);
    }

    private static NodeOutcome.Done done(NodeOutcome outcome) {
        assertThat(outcome).isInstanceOf(NodeOutcome.Done.class);
        return (NodeOutcome.Done) outcome;
    }
}
