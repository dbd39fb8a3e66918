package io.boson.relay;

/// What went through one attachment in all, seen from the relay.
///
/// @param packetsIn packets that this end sent and the relay read, forwarded or dropped
/// @param bytesIn their payload, without any framing
/// @param packetsOut packets written to this end's socket
/// @param bytesOut their payload, without any framing
public record Traffic(long packetsIn, long bytesIn, long packetsOut, long bytesOut) {

    public static final Traffic NONE = new Traffic(0, 0, 0, 0);

    public Traffic plus(Traffic more) {
        return new Traffic(
                packetsIn + more.packetsIn,
                bytesIn + more.bytesIn,
                packetsOut + more.packetsOut,
                bytesOut + more.bytesOut);
    }

    /// As the other end sees it.
    @SuppressWarnings("ArgumentSelectionDefectChecker") // in is out there
    public Traffic mirrored() {
        return new Traffic(packetsOut, bytesOut, packetsIn, bytesIn);
    }

    /// What has come since `earlier`.
    public Traffic minus(Traffic earlier) {
        return new Traffic(
                packetsIn - earlier.packetsIn,
                bytesIn - earlier.bytesIn,
                packetsOut - earlier.packetsOut,
                bytesOut - earlier.bytesOut);
    }
}
