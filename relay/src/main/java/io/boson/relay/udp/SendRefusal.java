package io.boson.relay.udp;

/// Why a datagram was not sent. None is worth a retry: by then the datagram is old.
public enum SendRefusal {
    /// The socket's send buffer or the interface's queue is full (EAGAIN, ENOBUFS).
    BUFFER_FULL,
    /// No route, or the destination has said that nobody listens (ENETUNREACH, EHOSTUNREACH,
    /// ECONNREFUSED).
    UNREACHABLE,
    /// A firewall of this machine's says no (EPERM, EACCES).
    NOT_PERMITTED,
    /// Longer than the path or the protocol allows (EMSGSIZE).
    TOO_LONG,
    /// No such destination can be: port 0, IPv6 where this machine has none (EINVAL).
    INVALID_DESTINATION,
    /// Another reason of the kernel's.
    OTHER
}
