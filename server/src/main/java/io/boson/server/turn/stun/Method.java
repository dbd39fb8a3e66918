package io.boson.server.turn.stun;

/// Numbers of methods: RFC 8489 18.2, RFC 8656 17.
final class Method {

    static final int BINDING = 0x001;
    static final int ALLOCATE = 0x003;
    static final int REFRESH = 0x004;
    static final int SEND = 0x006;
    static final int DATA = 0x007;
    static final int CREATE_PERMISSION = 0x008;

    private Method() {}
}
