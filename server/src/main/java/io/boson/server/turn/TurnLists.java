package io.boson.server.turn;

import io.boson.server.config.HostPort;
import io.boson.server.config.TurnServer;
import io.boson.server.config.TurnServer.Way;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What clients are told of, from what was seen. Pure.
///
/// The highest priority comes first, the order of the configuration decides between equals; before
/// both, the region that was asked for.
final class TurnLists {

    private TurnLists() {}

    /// @param ownStun of this server's relay, which has no need to be asked whether it is there
    static List<HostPort> stun(List<Seen> all, Optional<HostPort> ownStun, String region) {
        List<HostPort> list = new ArrayList<>(ownStun.stream().toList());
        for (Seen seen : ordered(all, region)) {
            if (seen.of(Ask.STUN) instanceof Sighting.Bound) {
                list.add(seen.server().at(Way.UDP));
            }
        }
        return list;
    }

    static List<Offer> turn(List<Seen> all, String region) {
        List<Offer> offers = new ArrayList<>();
        for (Seen seen : ordered(all, region)) {
            offer(seen).ifPresent(offers::add);
        }
        return offers;
    }

    /// A server in the middle of a change of secret may take different ones by different ways: its
    /// credentials fit the ways that take what the first way takes.
    private static Optional<Offer> offer(Seen seen) {
        Optional<Sighting.Relays> first = Optional.empty();
        List<Way> ways = new ArrayList<>();
        for (Way way : Way.values()) {
            if (seen.of(Ask.of(way)) instanceof Sighting.Relays relays
                    && first.map(Sighting.Relays::secret)
                            .map(relays.secret()::equals)
                            .orElse(true)) {
                first = first.or(() -> Optional.of(relays));
                ways.add(way);
            }
        }
        return first.map(it -> new Offer(seen.server(), ways, it.realm(), it.secret()));
    }

    private static List<Seen> ordered(List<Seen> all, String region) {
        Comparator<TurnServer> order =
                Comparator.comparing(
                                (TurnServer server) ->
                                        region.isEmpty()
                                                || !server.region().equalsIgnoreCase(region))
                        .thenComparing(Comparator.comparingInt(TurnServer::priority).reversed());
        return all.stream().sorted(Comparator.comparing(Seen::server, order)).toList();
    }
}
