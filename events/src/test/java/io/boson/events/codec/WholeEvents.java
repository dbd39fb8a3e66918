package io.boson.events.codec;

import io.boson.events.session.SessionEvent;
import java.io.UncheckedIOException;

/// Reads events with what they leave unread.
final class WholeEvents {

    private WholeEvents() {}

    /// A request whose decision does not read is malformed.
    static Decoded decode(EventCodec codec, String type, byte[] data) {
        Decoded decoded = codec.decode(type, data);
        if (decoded instanceof Decoded.Known(SessionEvent.Requested(var request, _))) {
            try {
                request.decision().whole();
            } catch (UncheckedIOException malformed) {
                return new Decoded.Malformed(type, String.valueOf(malformed.getMessage()));
            }
        }
        return decoded;
    }
}
