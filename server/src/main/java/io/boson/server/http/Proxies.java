package io.boson.server.http;

import io.boson.server.config.AddressRange;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/// Proxies that are believed when they say whom they speak for. Each appends to `X-Forwarded-For`
/// whom it heard, so the list is read from its end, for as long as it names proxies of ours; what
/// stands before that anybody may have written.
public final class Proxies {

    /// Nobody is believed.
    public static final Proxies NONE = new Proxies(List.of());

    private static final int HOPS_MAX = 8;

    private final List<AddressRange> trusted;

    public Proxies(List<AddressRange> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /// @param peer the other end of the connection
    /// @param forwarded every value of `X-Forwarded-For`
    /// @return the nearest that is no proxy of ours; a word that is no address ends the search
    InetAddress client(InetAddress peer, Enumeration<String> forwarded) {
        if (!isTrusted(peer)) {
            return peer;
        }
        List<String> words = new ArrayList<>();
        for (String value : Collections.list(forwarded)) {
            words.addAll(List.of(value.split(",", -1)));
        }
        InetAddress nearest = peer;
        int first = Math.max(0, words.size() - HOPS_MAX);
        for (int i = words.size() - 1; i >= first && isTrusted(nearest); i--) {
            try {
                nearest = InetAddress.ofLiteral(words.get(i).strip());
            } catch (IllegalArgumentException noAddress) {
                return nearest;
            }
        }
        return nearest;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }
}
