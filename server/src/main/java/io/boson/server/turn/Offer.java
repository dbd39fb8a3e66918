package io.boson.server.turn;

import io.boson.server.config.HostPort;
import io.boson.server.config.TurnServer;
import io.boson.server.config.TurnServer.Way;
import java.util.ArrayList;
import java.util.List;

/// A TURN server as a client may use it now.
///
/// @param ways that answered, in the order in which to try them; not empty
/// @param secret that credentials for it are made with
record Offer(TurnServer server, List<Way> ways, String realm, TurnSecret secret) {

    Offer {
        ways = List.copyOf(ways);
    }

    /// As RFC 7065 writes them; UDP is what `turn:` means, TCP what `turns:` means.
    List<String> urls() {
        List<String> urls = new ArrayList<>();
        for (Way way : ways) {
            HostPort at = server.at(way);
            urls.add(
                    switch (way) {
                        case UDP -> "turn:" + at;
                        case TCP -> "turn:" + at + "?transport=tcp";
                        case TLS -> "turns:" + at;
                    });
        }
        return urls;
    }

    HostPort first() {
        return server.at(ways.getFirst());
    }
}
