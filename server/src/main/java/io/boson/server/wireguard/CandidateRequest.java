package io.boson.server.wireguard;

import io.boson.server.http.JsonFields;
import io.boson.server.http.JsonRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.Optional;
import java.util.UUID;

/// What a client says of where its WireGuard sends from. Existing clients have no `Authorization`
/// header here and send the session's token as `sessionId`.
///
/// ```json
/// {"clientId":"...","nodeId":"...","sessionId":"...",
///  "clientAddress":"192.0.2.7","clientPort":40123}
/// ```
///
/// @param who absent where an address is taken back
/// @param credential what stands under `sessionId`, if anything does
record CandidateRequest(
        Optional<Who> who, Optional<String> credential, InetAddress address, int port) {

    private static final int CREDENTIAL_CHARS_MAX = 4096;

    record Who(UUID clientId, UUID nodeId) {}

    /// @throws io.boson.server.http.ProblemException 400 that names every wrong field
    static CandidateRequest offer(InputStream body) throws IOException {
        return JsonRequest.read(
                body,
                fields ->
                        from(
                                fields,
                                Optional.of(
                                        new Who(fields.uuid("clientId"), fields.uuid("nodeId")))));
    }

    /// @throws io.boson.server.http.ProblemException as [#offer] does
    static CandidateRequest withdrawal(InputStream body) throws IOException {
        return JsonRequest.read(body, fields -> from(fields, Optional.empty()));
    }

    private static CandidateRequest from(JsonFields fields, Optional<Who> who) {
        return new CandidateRequest(
                who,
                fields.optional("sessionId", name -> fields.word(name, CREDENTIAL_CHARS_MAX)),
                fields.address("clientAddress"),
                fields.whole("clientPort", 1, 65_535));
    }
}
