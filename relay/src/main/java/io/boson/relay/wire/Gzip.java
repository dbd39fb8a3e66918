package io.boson.relay.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// The compressed form of a control frame: base64 of gzip (RFC 1952) of its JSON.
final class Gzip {

    private Gzip() {}

    /// Empty where it is neither, or inflates to more than a frame may hold: no more than that is
    /// ever inflated, whatever the bytes claim.
    static Optional<byte[]> inflate(String base64) {
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(base64)))) {
            byte[] text = in.readNBytes(RelayFrame.BYTES_MAX + 1);
            return text.length > RelayFrame.BYTES_MAX ? Optional.empty() : Optional.of(text);
        } catch (IOException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
