package io.boson.server.relay;

import io.boson.events.node.Membership;
import io.boson.events.node.NodeId;
import io.boson.events.session.Attachment;
import io.boson.events.session.SessionId;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.fleet.Fleet;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.Sessions;
import io.boson.relay.Admission;
import io.boson.relay.Admissions;
import io.boson.relay.AttachRequest;
import io.boson.relay.RefusalReason;
import io.boson.server.token.Principal;
import io.boson.server.token.TokenCheck;
import io.boson.server.token.TokenVerifier;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Admits a socket on its token and on what lives now: a node's id is looked for first, then a
/// session's.
///
/// A session's token governs the first attachment by its expiry; after that its holder may come
/// back for as long as the session lives.
public final class LiveAdmissions implements Admissions {

    private sealed interface Proof {

        record Of(Principal principal) implements Proof {}

        record None(RefusalReason why) implements Proof {}
    }

    private final Fleet fleet;
    private final Sessions sessions;
    private final TokenVerifier tokens;
    private final BooleanSupplier ready;
    private final TokenlessNodes tokenless;

    /// @param ready whether fleet and sessions show everything there is; before, nobody is judged
    public LiveAdmissions(
            Fleet fleet, Sessions sessions, TokenVerifier tokens, BooleanSupplier ready) {
        this(fleet, sessions, tokens, ready, TokenlessNodes.NONE);
    }

    /// @param tokenless nodes of the original, where they are let in
    public LiveAdmissions(
            Fleet fleet,
            Sessions sessions,
            TokenVerifier tokens,
            BooleanSupplier ready,
            TokenlessNodes tokenless) {
        this.fleet = fleet;
        this.sessions = sessions;
        this.tokens = tokens;
        this.ready = ready;
        this.tokenless = tokenless;
    }

    @Override
    public Admission admit(AttachRequest request) {
        if (!ready.getAsBoolean()) {
            return refused(RefusalReason.TRY_AGAIN_LATER);
        }
        return asNode(request)
                .or(() -> asClient(request))
                .orElseGet(() -> refused(RefusalReason.INVALID_SESSION));
    }

    private Optional<Admission> asNode(AttachRequest request) {
        return NodeId.parse(request.id())
                .flatMap(fleet.snapshot()::find)
                .flatMap(
                        node ->
                                node.node()
                                        .present()
                                        .map(member -> admitNode(node, member, request)));
    }

    private Optional<Admission> asClient(AttachRequest request) {
        return SessionId.parse(request.id())
                .flatMap(sessions.snapshot()::find)
                .map(session -> admitClient(session, request));
    }

    private Admission admitNode(FleetNode node, Membership member, AttachRequest request) {
        boolean knownPlace =
                request.bearerToken().isEmpty()
                        && tokenless.mayAttach(member.id(), request.remote().getAddress());
        return (knownPlace ? Optional.<RefusalReason>empty() : stranger(member, request))
                .or(() -> offline(node))
                .map(LiveAdmissions::refused)
                .orElseGet(() -> new Admission.NodeEnd(member.id()));
    }

    private Optional<RefusalReason> stranger(Membership member, AttachRequest request) {
        return switch (proof(request, false)) {
            case Proof.Of(Principal.RegisteredNode(var id, _, var since))
                    when id.equals(member.id()) && since.equals(member.registeredAt()) ->
                    Optional.empty();
            case Proof.Of _ -> Optional.of(RefusalReason.UNAUTHORIZED);
            case Proof.None(var why) -> Optional.of(why);
        };
    }

    private static Optional<RefusalReason> offline(FleetNode node) {
        return node.status() == NodeStatus.OFFLINE
                ? Optional.of(RefusalReason.NODE_NOT_ONLINE)
                : Optional.empty();
    }

    private Admission admitClient(LiveSession session, AttachRequest request) {
        boolean attachedBefore = !(session.session().attachment() instanceof Attachment.Never);
        return switch (proof(request, attachedBefore)) {
            case Proof.Of(Principal.ClientSession client)
                    when client.session().equals(session.id()) ->
                    new Admission.ClientEnd(
                            session.id(),
                            session.nodeId(),
                            RatedAs.of(client, request.remote().getAddress()));
            case Proof.Of _ -> refused(RefusalReason.UNAUTHORIZED);
            case Proof.None(var why) -> refused(why);
        };
    }

    /// Who shows the token. One that there was no time to look at is no proof of anything: its
    /// holder is told to come back, not that it is a stranger.
    private Proof proof(AttachRequest request, boolean expiredWillDo) {
        Proof nobody = new Proof.None(RefusalReason.UNAUTHORIZED);
        if (request.bearerToken().isEmpty()) {
            return nobody;
        }
        String token = request.bearerToken().get();
        return switch (tokens.recognise(token, request.remote().getAddress())) {
            case TokenCheck.Verified(var principal, _, _) -> new Proof.Of(principal);
            case TokenCheck.Expired(var principal, _, _) ->
                    expiredWillDo ? new Proof.Of(principal) : nobody;
            case TokenCheck.Refused _ -> nobody;
            case TokenCheck.Busy _ -> new Proof.None(RefusalReason.TRY_AGAIN_LATER);
        };
    }

    private static Admission refused(RefusalReason reason) {
        return new Admission.Refused(reason);
    }
}
