package io.boson.server.turn;

import io.boson.server.config.TurnServer;
import java.util.EnumMap;
import java.util.Map;

/// One server and what was seen of it.
///
/// @param sightings one for each [Ask] that it can be asked
record Seen(TurnServer server, Map<Ask, Sighting> sightings) {

    Seen {
        sightings = Map.copyOf(sightings);
    }

    static Seen not(TurnServer server) {
        Map<Ask, Sighting> sightings = new EnumMap<>(Ask.class);
        Ask.of(server).forEach(ask -> sightings.put(ask, new Sighting.Unseen()));
        return new Seen(server, sightings);
    }

    Seen with(Ask ask, Sighting sighting) {
        Map<Ask, Sighting> next = new EnumMap<>(sightings);
        next.put(ask, sighting);
        return new Seen(server, next);
    }

    Sighting of(Ask ask) {
        return sightings.getOrDefault(ask, new Sighting.Unseen());
    }
}
