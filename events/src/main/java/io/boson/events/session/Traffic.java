package io.boson.events.session;

/// What an attachment carried, as the relay saw it: in from this end, out to it.
///
/// @param bytesIn payload, without framing; so is `bytesOut`
public record Traffic(long packetsIn, long bytesIn, long packetsOut, long bytesOut) {

    public static final Traffic NONE = new Traffic(0, 0, 0, 0);

    public Traffic plus(Traffic other) {
        return new Traffic(
                packetsIn + other.packetsIn,
                bytesIn + other.bytesIn,
                packetsOut + other.packetsOut,
                bytesOut + other.bytesOut);
    }
}
