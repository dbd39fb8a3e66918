package io.boson.server.simulate.plan;

import java.util.List;

/// The NATs of home routers, in the words of the API, and how common each is.
public enum Nat {
    FULL_CONE("FullCone", 20),
    RESTRICTED_CONE("RestrictedCone", 15),
    PORT_RESTRICTED("PortRestricted", 45),
    SYMMETRIC("Symmetric", 20);

    private final String word;
    private final int weight;

    Nat(String word, int weight) {
        this.word = word;
        this.weight = weight;
    }

    public String word() {
        return word;
    }

    static Nat draw(Dice dice) {
        return dice.pick(List.of(values()), nat -> nat.weight);
    }
}
