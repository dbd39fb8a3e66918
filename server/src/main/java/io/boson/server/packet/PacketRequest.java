package io.boson.server.packet;

import io.boson.events.session.SessionId;
import io.boson.relay.wire.RelayFrame;
import io.boson.server.http.JsonFields;
import io.boson.server.http.JsonRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Optional;

/// One packet and the session it belongs to. What else the original's clients send is not looked
/// at: the session says it all.
///
/// ```json
/// {"sessionId":"<uuid>","packet":"<base64>"}
/// ```
///
/// @param session absent where the token itself names it
/// @param base64 of a packet, checked
record PacketRequest(Optional<SessionId> session, String base64) {

    /// As in a frame of the relay.
    static final int BYTES_MAX = RelayFrame.BYTES_MAX;

    /// Four characters for each three bytes begun.
    static final int CHARS_MAX = (BYTES_MAX + 2) / 3 * 4;

    /// @throws io.boson.server.http.ProblemException 400 that names every wrong field
    static PacketRequest parse(InputStream body) throws IOException {
        return JsonRequest.read(body, PacketRequest::from);
    }

    byte[] packet() {
        return Base64.getDecoder().decode(base64);
    }

    private static PacketRequest from(JsonFields fields) {
        PacketRequest request =
                new PacketRequest(
                        fields.optional("sessionId", fields::uuid).map(SessionId::new),
                        fields.text("packet", CHARS_MAX));
        try {
            int length = request.packet().length;
            if (length == 0 || length > BYTES_MAX) {
                fields.fail("packet", "must hold 1 to " + BYTES_MAX + " bytes");
            }
        } catch (IllegalArgumentException notBase64) {
            fields.fail("packet", "must be base64");
        }
        return request;
    }
}
