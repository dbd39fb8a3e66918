package io.boson.server.token;

/// Tokens withdrawn before their end. Asked once per token; a revocation is followed by
/// [TokenVerifier#forget].
@FunctionalInterface
public interface Revocations {

    boolean revoked(Principal principal, String tokenId);
}
