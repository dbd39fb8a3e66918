/// TURN and STUN servers for clients: which of them answer, who is told of them, and the
/// credentials that go with it.
///
/// ```
///   config --servers--> TurnWatch --what answers--> TurnLists --> TurnResource
///                                                  TurnDesk ---credentials--/   --issued--> log
/// ```
///
/// Must not know: how messages to the servers look, which is `turn.stun`'s.
@NullMarked
package io.boson.server.turn;

import org.jspecify.annotations.NullMarked;
