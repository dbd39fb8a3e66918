/// The relay's sockets: Netty, event loops, the HTTP upgrade, deadlines, and writing.
///
/// [io.boson.relay.transport.RelayServer] is the way in. One socket's life:
///
/// 1. `RelayPipeline` sets it up, `UpgradeHandler` answers its one HTTP request by a deadline.
/// 2. `RelayConnection` asks the `AdmissionDesk` who it is; `Gate` holds what arrives meanwhile.
/// 3. Admitted, `FrameIntake` reads its frames into the switchboard and `Outflow` writes what the
///    switchboard delivers to it.
/// 4. It ends once, with a close frame where there is still somebody to read it.
///
/// Must not know: how admissions are decided, what becomes of what the listener is told.
@NullMarked
package io.boson.relay.transport;

import org.jspecify.annotations.NullMarked;
