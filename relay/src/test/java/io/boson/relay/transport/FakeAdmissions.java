package io.boson.relay.transport;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.Admission;
import io.boson.relay.Admissions;
import io.boson.relay.AttachRequest;
import io.boson.relay.PrincipalId;
import io.boson.relay.RefusalReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// Knows ids and the one token that opens each. Can be made to take its time.
final class FakeAdmissions implements Admissions {

    static final String TOKEN = "the-token";

    private final Map<String, Admission> answers = new ConcurrentHashMap<>();
    private final Set<String> tokenless = ConcurrentHashMap.newKeySet();
    private final List<AttachRequest> requests = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch open = new CountDownLatch(0);

    /// A session that shares its rate with no other.
    void client(SessionId session, NodeId node) {
        client(session, node, new PrincipalId(session.toString()));
    }

    void client(SessionId session, NodeId node, PrincipalId principal) {
        answers.put(session.toString(), new Admission.ClientEnd(session, node, principal));
    }

    void node(NodeId node) {
        answers.put(node.toString(), new Admission.NodeEnd(node));
    }

    /// As legacy does for nodes of the original.
    void admitWithoutToken(NodeId node) {
        tokenless.add(node.toString());
    }

    void refuse(String id, RefusalReason reason) {
        answers.put(id, new Admission.Refused(reason));
    }

    List<AttachRequest> requests() {
        return List.copyOf(requests);
    }

    /// Until [#release], nobody is answered.
    void hold() {
        open = new CountDownLatch(1);
    }

    void release() {
        open.countDown();
    }

    @Override
    public Admission admit(AttachRequest request) {
        requests.add(request);
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (request.id().equals("broken")) {
            throw new IllegalStateException("broken on purpose");
        }
        Admission answer = answers.get(request.id());
        if (answer == null) {
            return new Admission.Refused(RefusalReason.INVALID_SESSION);
        }
        boolean mayEnter =
                answer instanceof Admission.Refused
                        || (request.bearerToken().isEmpty() && tokenless.contains(request.id()))
                        || request.bearerToken().equals(Optional.of(TOKEN));
        return mayEnter ? answer : new Admission.Refused(RefusalReason.UNAUTHORIZED);
    }
}
