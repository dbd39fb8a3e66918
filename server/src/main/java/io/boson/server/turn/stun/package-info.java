/// The client's side of STUN (RFC 8489) and of as much of TURN (RFC 8656) as tells whether a server
/// relays: Binding, Allocate and Refresh with long-term credentials, over UDP, TCP and TLS.
///
/// ```text
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +---+---------------------------+-------------------------------+
/// |0 0|   message type, 14 bits   |    length after the header    |
/// +---+---------------------------+-------------------------------+
/// |                   magic cookie 0x2112A442                     |
/// +---------------------------------------------------------------+
/// |                   transaction id, 96 bits                     |
/// +-------------------------------+-------------------------------+
/// |        attribute type         |  attribute length, unpadded   |
/// +-------------------------------+-------------------------------+
/// |                value, padded to 4 bytes                  ...  |
/// +---------------------------------------------------------------+
/// ```
///
/// The type interleaves method and class: `M11..M7 C1 M6..M4 C0 M3..M0`.
///
/// Must not know: who is given which credentials, and what follows from an answer.
@NullMarked
package io.boson.server.turn.stun;

import org.jspecify.annotations.NullMarked;
