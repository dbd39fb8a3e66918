package io.boson.server.simulate.plan;

import io.boson.server.curve.WireGuardKeys;
import java.util.UUID;

/// A node of a simulated fleet, as it will introduce itself.
///
/// @param number its place in the fleet, from 0
/// @param publicKey WireGuard's, in base64
/// @param ipv4 in 198.18.0.0/15, which is set aside for tests (RFC 2544)
/// @param localPort where its WireGuard would listen
/// @param latitude near its city's, in degrees, as is `longitude`
public record SimulatedNode(
        int number,
        UUID id,
        String publicKey,
        String ipv4,
        int localPort,
        Nat nat,
        boolean behindNat,
        Capacity capacity,
        City city,
        double latitude,
        double longitude) {

    private static final int PORT_MIN = 1_024;
    private static final int PORT_MAX = 65_535;

    /// How far from the city's centre somebody lives, in degrees: some 20 km.
    private static final double SUBURB = 0.2;

    static SimulatedNode draw(long seed, int number) {
        Dice dice = Dice.of(seed, "node", number);
        Line line = Line.draw(dice);
        City city = dice.pick(Cities.ALL, City::weight);
        return new SimulatedNode(
                number,
                dice.uuid(),
                WireGuardKeys.publicKey(dice.bytes(WireGuardKeys.BYTES)),
                testAddress(18, number),
                dice.whole(PORT_MIN, PORT_MAX),
                line.behindNat() ? Nat.draw(dice) : Nat.FULL_CONE,
                line.behindNat(),
                line.capacity(dice),
                city,
                near(city.latitude(), dice),
                near(city.longitude(), dice));
    }

    /// @param second 18 for nodes, 19 for clients
    static String testAddress(int second, int number) {
        return "198." + second + '.' + (number / 250 % 256) + '.' + (1 + number % 250);
    }

    private static double near(double degrees, Dice dice) {
        return Math.round((degrees + dice.between(-SUBURB, SUBURB)) * 1e4) / 1e4;
    }
}
