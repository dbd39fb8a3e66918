package io.boson.server.token;

/// The names and limits of what stands in a token; package-info draws it.
final class Claims {

    static final String ALGORITHM = "ES256";
    static final String AUDIENCE = "boson";

    static final String ROLE = "role";
    static final String NODE = "node";
    static final String OPENED_BY = "by";
    static final String REGISTRATION = "reg";
    static final String REGISTERED_AT = "regAt";

    static final String ROLE_OPERATOR = "operator";
    static final String ROLE_AUDITOR = "auditor";
    static final String ROLE_NODE = "node";
    static final String ROLE_SESSION = "session";
    static final String ROLE_ENROLMENT = "enrolment";
    static final String ROLE_CLIENT = "client";

    static final int TOKEN_CHARS_MAX = 4096;

    private Claims() {}
}
