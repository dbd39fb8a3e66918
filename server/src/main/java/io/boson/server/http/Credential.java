package io.boson.server.http;

import io.boson.server.token.TokenCheck;

/// What a request showed to prove who sends it.
public sealed interface Credential {

    record None() implements Credential {}

    record Accepted(TokenCheck.Verified token) implements Credential {}

    /// Shown, and no good. Matters only where a credential is asked for: anyone may read `/health`.
    ///
    /// @param why completes the sentence "the credential is ..."
    record Rejected(String why) implements Credential {}
}
