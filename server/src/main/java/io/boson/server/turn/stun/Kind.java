package io.boson.server.turn.stun;

/// A message's class (RFC 8489 5).
enum Kind {
    REQUEST(0b00),
    INDICATION(0b01),
    SUCCESS(0b10),
    ERROR(0b11);

    private final int bits;

    Kind(int bits) {
        this.bits = bits;
    }

    int bits() {
        return bits;
    }

    /// @param bits the lowest two count
    static Kind of(int bits) {
        return switch (bits & 0b11) {
            case 0b00 -> REQUEST;
            case 0b01 -> INDICATION;
            case 0b10 -> SUCCESS;
            default -> ERROR;
        };
    }
}
