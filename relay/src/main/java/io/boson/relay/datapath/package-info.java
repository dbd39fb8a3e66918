/// The packet switch at work: its thread, its UDP port, and its way to the WebSockets.
///
/// ```
///  control plane          Netty's loops                       any thread
///    admit, withdraw        sockets, packets                    counters
///         |                       |                                ^
///         v                       v                                |
///  [ errands, bounded ]   [ SendQueue: bounded, fair ]             |
///         +-----------+-----------+                                |
///                     v                                            |
///   UDP ------> SwitchHandler, one thread: PacketSwitch -----------+
///    ^                |        |        |
///    +---departures---+        |        +--> FlowTableFile, on a thread of its own
///                              v
///                   sockets' own queues; facts to RelayListener
/// ```
///
/// Nobody who hands something over waits, and the thread waits for nobody but the kernel.
///
/// Must not know: how Netty's sockets work, tokens, events, Kafka.
@NullMarked
package io.boson.relay.datapath;

import org.jspecify.annotations.NullMarked;
