package io.boson.server.relay;

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
import java.util.function.Predicate;

/// Admits a socket on its token and on what lives now: a node's id is looked for first, then a
/// session's.
///
/// A session's token governs the first attachment by its expiry; after that its holder may come
/// back for as long as the session lives.
public final class LiveAdmissions implements Admissions {

    private final Fleet fleet;
    private final Sessions sessions;
    private final TokenVerifier tokens;
    private final BooleanSupplier ready;

    /// @param ready whether fleet and sessions show everything there is; before, nobody is judged
    public LiveAdmissions(
            Fleet fleet, Sessions sessions, TokenVerifier tokens, BooleanSupplier ready) {
        this.fleet = fleet;
        this.sessions = sessions;
        this.tokens = tokens;
        this.ready = ready;
    }

    @Override
    public Admission admit(AttachRequest request) {
        if (!ready.getAsBoolean()) {
            return refused(RefusalReason.TRY_AGAIN_LATER);
        }
        Optional<FleetNode> node =
                NodeId.parse(request.id())
                        .flatMap(fleet.snapshot()::find)
                        .filter(found -> found.node().present().isPresent());
        if (node.isPresent()) {
            return admitNode(node.get(), request);
        }
        return SessionId.parse(request.id())
                .flatMap(sessions.snapshot()::find)
                .map(session -> admitClient(session, request))
                .orElseGet(() -> refused(RefusalReason.INVALID_SESSION));
    }

    private Admission admitNode(FleetNode node, AttachRequest request) {
        return node.node()
                .present()
                .map(
                        member ->
                                proves(
                                                request,
                                                principal ->
                                                        principal
                                                                        instanceof
                                                                        Principal.RegisteredNode(
                                                                                var id,
                                                                                _,
                                                                                var since)
                                                                && id.equals(member.id())
                                                                && since.equals(
                                                                        member.registeredAt()),
                                                false)
                                        ? online(node, member.id())
                                        : refused(RefusalReason.UNAUTHORIZED))
                .orElseGet(() -> refused(RefusalReason.INVALID_SESSION));
    }

    private static Admission online(FleetNode node, NodeId id) {
        return node.status() == NodeStatus.OFFLINE
                ? refused(RefusalReason.NODE_NOT_ONLINE)
                : new Admission.NodeEnd(id);
    }

    private Admission admitClient(LiveSession session, AttachRequest request) {
        boolean attachedBefore = !(session.session().attachment() instanceof Attachment.Never);
        return proves(
                        request,
                        principal ->
                                principal instanceof Principal.ClientSession(var id, _)
                                        && id.equals(session.id()),
                        attachedBefore)
                ? new Admission.ClientEnd(session.id(), session.nodeId())
                : refused(RefusalReason.UNAUTHORIZED);
    }

    private boolean proves(
            AttachRequest request, Predicate<Principal> right, boolean expiredWillDo) {
        return request.bearerToken()
                .map(token -> tokens.recognise(token, request.remote().getAddress()))
                .filter(
                        check ->
                                switch (check) {
                                    case TokenCheck.Verified(var principal, _, _) ->
                                            right.test(principal);
                                    case TokenCheck.Expired(var principal, _, _) ->
                                            expiredWillDo && right.test(principal);
                                    case TokenCheck.Refused _, TokenCheck.Busy _ -> false;
                                })
                .isPresent();
    }

    private static Admission refused(RefusalReason reason) {
        return new Admission.Refused(reason);
    }
}
