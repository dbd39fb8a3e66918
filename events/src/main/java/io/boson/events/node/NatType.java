package io.boson.events.node;

import java.util.Arrays;
import java.util.Optional;

/// How a peer's NAT treats packets from outside, in the words existing nodes use on the wire.
public enum NatType {
    FULL_CONE("FullCone"),
    RESTRICTED_CONE("RestrictedCone"),
    PORT_RESTRICTED("PortRestricted"),
    SYMMETRIC("Symmetric");

    private final String text;

    NatType(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public static Optional<NatType> parse(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }
}
