package io.boson.server.turn;

import io.boson.server.config.TurnServer;
import io.boson.server.config.TurnServer.Way;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// What a server is asked: a Binding over UDP, and an Allocate over each way to it.
public enum Ask {
    STUN,
    UDP,
    TCP,
    TLS;

    /// What can be asked of this server.
    static Set<Ask> of(TurnServer server) {
        Set<Ask> asks = new TreeSet<>();
        for (Way way : server.ports().keySet()) {
            asks.add(of(way));
        }
        if (asks.contains(UDP)) {
            asks.add(STUN);
        }
        return asks;
    }

    static Ask of(Way way) {
        return switch (way) {
            case UDP -> UDP;
            case TCP -> TCP;
            case TLS -> TLS;
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
