package io.boson.server.simulate.plan;

import java.util.UUID;

/// A client of a simulated fleet.
///
/// @param number its place among the clients, from 0
/// @param ipv4 in 198.18.0.0/15, which is set aside for tests (RFC 2544)
public record SimulatedClient(int number, UUID id, String ipv4, Nat nat, City city, Wish wish) {

    static SimulatedClient draw(long seed, int number) {
        Dice dice = Dice.of(seed, "client", number);
        City city = dice.pick(Cities.ALL, City::weight);
        return new SimulatedClient(
                number,
                dice.uuid(),
                SimulatedNode.testAddress(19, number),
                Nat.draw(dice),
                city,
                Wish.draw(dice, city));
    }
}
