package io.boson.server.lab;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a client was given for wg-quick, with its private key.
record ClientFile(String text) {

    /// What wg-quick(8) takes and wg(8) does not.
    private static final Pattern QUICK = Pattern.compile("(Address|DNS|MTU) *=.*");

    /// With the key that only the client knows, in the place the server left for it.
    static ClientFile of(String served, String privateKey) {
        return new ClientFile(
                served.replaceFirst("(?m)^# PrivateKey .*$", "PrivateKey = " + privateKey));
    }

    /// For a client that reaches the relay by another way.
    ClientFile through(String endpoint) {
        return new ClientFile(text.replaceFirst("(?m)^Endpoint = .*$", "Endpoint = " + endpoint));
    }

    /// For one web server's networks and no other.
    ClientFile to(Web web) {
        String allowed = "AllowedIPs = " + String.join(", ", web.networks());
        return new ClientFile(text.replaceFirst("(?m)^AllowedIPs = .*$", allowed));
    }

    /// Of [#stripped] what is not the client's own.
    String peer() {
        String all = stripped();
        return all.substring(all.indexOf("[Peer]"));
    }

    /// Its IPv4 address.
    String address() {
        return addresses().getFirst().replaceFirst("/.*", "");
    }

    List<String> addresses() {
        return List.of(value("Address").split(", *"));
    }

    int mtu() {
        return Integer.parseInt(value("MTU"));
    }

    String publicKey() {
        return WireGuard.publicKey(value("PrivateKey"));
    }

    /// For wg(8).
    String stripped() {
        return text.lines()
                .filter(line -> !QUICK.matcher(line).matches())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private String value(String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + " = "))
                .map(line -> line.substring(line.indexOf('=') + 1).strip())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name + " in " + text));
    }
}
