package io.boson.server.simulate.plan;

/// What a client asks of its route.
public sealed interface Wish {

    record Anything() implements Wish {}

    record InCountry(String country) implements Wish {}

    /// @param mbits down, at least
    record Bandwidth(int mbits) implements Wish {}

    /// @param millis at most
    record Latency(int millis) implements Wish {}

    /// Most do not care; of the rest, most want to be seen in their own country.
    static Wish draw(Dice dice, City home) {
        int lot = dice.whole(1, 100);
        if (lot <= 60) {
            return new Anything();
        }
        if (lot <= 85) {
            return new InCountry(home.country());
        }
        return lot <= 95 ? new Bandwidth(dice.whole(10, 50)) : new Latency(dice.whole(100, 300));
    }
}
