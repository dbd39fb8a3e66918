package io.boson.relay.transport;

import io.boson.relay.forward.Allowances;
import io.boson.relay.forward.Switchboard;
import io.boson.relay.wire.Train;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/// What all connections of one relay share.
record Station(
        RelayConfig config,
        Switchboard<Train> switchboard,
        AdmissionDesk desk,
        Tally tally,
        Sockets sockets,
        AcceptRamp ramp,
        Allowances allowances,
        InstantSource clock,
        Supplier<UUID> ids) {}
