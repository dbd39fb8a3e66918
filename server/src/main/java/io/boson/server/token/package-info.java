/// Who somebody is, proved by a token: JWTs signed with ES256 (ECDSA on P-256, RFC 7518 3.4).
///
/// ```text
/// header  {"kid": RFC 7638 thumbprint of the signing key, "alg": "ES256"}
/// claims  {"aud": ["boson"], "role": ..., "sub": ..., "iat": s, "exp": s, "jti": text}
///         role      sub          further claims
///         operator  name
///         auditor   name
///         node      node id      "reg": registration id, "regAt": registered at, epoch ms
///         session   session id   "node": node id, "by": role:name of who asked, if known
///         enrolment key id
/// ```
///
/// [TokenIssuer] makes them, [TokenVerifier] judges them, [SigningKeys] holds the keys of both.
///
/// Must not know: HTTP, Kafka, or whether a node or session still exists; that is the caller's to
/// ask.
@NullMarked
package io.boson.server.token;

import org.jspecify.annotations.NullMarked;
