package io.boson.projections.session;

import io.boson.events.session.ClientId;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/// The sessions of each client, newest first. Immutable.
record PerClient(PMap<ClientId, PSortedSet<Age>> ages) {

    static final PerClient NONE = new PerClient(HashTreePMap.empty());

    PerClient plus(ClientId client, Age age) {
        PSortedSet<Age> known = ages.getOrDefault(client, TreePSet.<Age>empty());
        return new PerClient(ages.plus(client, known.plus(age)));
    }

    PerClient minus(ClientId client, Age age) {
        PSortedSet<Age> rest = ages.getOrDefault(client, TreePSet.<Age>empty()).minus(age);
        return new PerClient(rest.isEmpty() ? ages.minus(client) : ages.plus(client, rest));
    }

    Optional<Age> newest(ClientId client) {
        return Optional.ofNullable(ages.get(client)).map(PSortedSet::first);
    }
}
