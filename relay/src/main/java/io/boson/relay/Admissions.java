package io.boson.relay;

/// Who may be which end. Asked once per socket, after the upgrade and before its first frame is
/// looked at.
///
/// The relay calls on a virtual thread, so an implementation may block for milliseconds (verifying
/// a signature); it must return within a bounded time. Calls come concurrently, a bounded number at
/// once (`HandshakeLimits.admissionsMax`).
///
/// An end that is ended while it is being admitted stays ended, provided that the implementation
/// answers from knowledge that is no older than the moment it was called: first take the session
/// out of what this port answers from, then call `RelayServer.endSession`.
@FunctionalInterface
public interface Admissions {

    Admission admit(AttachRequest request);
}
