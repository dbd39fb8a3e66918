package io.boson.streams.reactor;

import io.boson.events.node.NodeId;
import io.boson.events.tunnel.TunnelAddresses;
import io.boson.events.tunnel.TunnelRange;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Which addresses of a range are not to be had on which node. A function of what was taken and
/// given back, whatever the order: the lowest free number comes next.
///
/// Addresses of another range, from before a change of configuration, block those of this range
/// that they share a half with, and nothing else.
final class TunnelPool {

    private final TunnelRange range;
    private final Map<NodeId, Numbers> nodes = new HashMap<>();

    /// How often each number is taken: ever more than once only where two owners decided.
    private static final class Numbers {
        private final BitSet taken = new BitSet();
        private final Map<Integer, Integer> counts = new HashMap<>();

        void count(int number, int change) {
            int count = counts.merge(number, change, Integer::sum);
            taken.set(number, count > 0);
            if (count <= 0) {
                counts.remove(number);
            }
        }
    }

    TunnelPool(TunnelRange range) {
        this.range = range;
    }

    void take(NodeId node, TunnelAddresses addresses) {
        count(node, addresses, +1);
    }

    void giveBack(NodeId node, TunnelAddresses addresses) {
        count(node, addresses, -1);
    }

    private void count(NodeId node, TunnelAddresses addresses, int change) {
        Numbers numbers = nodes.computeIfAbsent(node, _ -> new Numbers());
        OptionalInt four = range.numberOfIpv4(addresses.ipv4());
        OptionalInt six = range.numberOfIpv6(addresses.ipv6());
        four.ifPresent(number -> numbers.count(number, change));
        if (!six.equals(four)) {
            six.ifPresent(number -> numbers.count(number, change));
        }
        if (numbers.counts.isEmpty()) {
            nodes.remove(node);
        }
    }

    /// The lowest that nobody has; empty where all are taken.
    Optional<TunnelAddresses> free(NodeId node) {
        Numbers numbers = nodes.get(node);
        int number =
                numbers == null
                        ? TunnelRange.FIRST_CLIENT
                        : numbers.taken.nextClearBit(TunnelRange.FIRST_CLIENT);
        return number <= range.lastClient() ? Optional.of(range.at(number)) : Optional.empty();
    }
}
