package io.boson.relay.datapath;

import io.boson.events.session.SessionId;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.EndReason;
import io.boson.relay.flow.Pair;
import io.boson.relay.forward.Endpoint;
import io.boson.relay.wire.Train;

/// What other threads want done by the switch's.
sealed interface Errand {

    /// @param client whose session it is, and who answers for what it sends
    record Admit(Pair pair, ClientEnd client) implements Errand {}

    record Withdraw(SessionId session, EndReason reason) implements Errand {}

    record Open(Whose end, Endpoint<Train> endpoint) implements Errand {}

    record Close(Whose end, Endpoint<Train> endpoint) implements Errand {}
}
