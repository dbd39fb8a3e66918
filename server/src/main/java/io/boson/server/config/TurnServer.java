package io.boson.server.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One TURN server, which also answers STUN on its UDP port.
///
/// ```
///   host[:port] [udp=no] [tcp=no] [tls=port] [region=word] [priority=n]
/// ```
///
/// @param ports by way of reaching it; no way that it does not have
/// @param region a word of the operator's, empty where there is none
/// @param priority the higher, the earlier in the lists
public record TurnServer(String host, Map<Way, Integer> ports, String region, int priority) {

    /// How a client reaches a TURN server (RFC 8656 3.1).
    public enum Way {
        UDP,
        TCP,
        TLS
    }

    private static final String KEY = "turn.servers";
    private static final int PORT_USUAL = 3478;
    private static final int PORT_MAX = 65_535;
    private static final int PRIORITY_MAX = 1000;
    private static final int SERVERS_MAX = 16;

    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?:(?<name>[A-Za-z0-9._-]{1,253})|\\[(?<v6>[0-9A-Fa-f:.]{2,45})])"
                            + "(?::(?<port>[0-9]{1,5}))?");
    private static final Pattern OPTION = Pattern.compile("(?<name>[a-z]+)=(?<value>.+)");
    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9_.-]{1,32}");

    public TurnServer {
        ports = Map.copyOf(ports);
        if (ports.isEmpty()) {
            throw new ConfigException(KEY, "names " + host + " without any way to reach it");
        }
    }

    /// Its name in words and measurements: host and first port, `turn.example:3478`.
    public String name() {
        for (Way way : Way.values()) {
            if (ports.containsKey(way)) {
                return at(way).toString();
            }
        }
        return host;
    }

    public HostPort at(Way way) {
        Integer port = ports.get(way);
        if (port == null) {
            throw new IllegalArgumentException(host + " is not reached by " + way);
        }
        return new HostPort(host, port);
    }

    /// @param text servers by comma, at most 16; empty for none
    /// @throws ConfigException saying which of them is wrong
    static List<TurnServer> parseAll(String text) {
        List<TurnServer> servers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String one : text.isBlank() ? new String[0] : text.split(",", -1)) {
            TurnServer server = parse(one.strip());
            if (!names.add(server.name())) {
                throw new ConfigException(KEY, "names " + server.name() + " twice");
            }
            servers.add(server);
        }
        if (servers.size() > SERVERS_MAX) {
            throw new ConfigException(KEY, "must name at most " + SERVERS_MAX + " servers");
        }
        return List.copyOf(servers);
    }

    private static TurnServer parse(String text) {
        String[] words = text.split("\\s+", -1);
        Matcher address = ADDRESS.matcher(words[0]);
        if (!address.matches()) {
            throw new ConfigException(
                    KEY, "must begin with host:port, not \"%s\"".formatted(shown(words[0])));
        }
        String v6 = address.group("v6");
        String port = address.group("port");
        int plain = port == null ? PORT_USUAL : number(words[0], port, 1, PORT_MAX);
        Map<Way, Integer> ports = new EnumMap<>(Map.of(Way.UDP, plain, Way.TCP, plain));
        String region = "";
        int priority = 0;
        for (int i = 1; i < words.length; i++) {
            Matcher option = OPTION.matcher(words[i]);
            if (!option.matches()) {
                throw unknown(words[i]);
            }
            String value = option.group("value");
            switch (option.group("name")) {
                case "udp" -> keep(ports, Way.UDP, words[i], value);
                case "tcp" -> keep(ports, Way.TCP, words[i], value);
                case "tls" -> ports.put(Way.TLS, number(words[i], value, 1, PORT_MAX));
                case "region" -> region = region(words[i], value);
                case "priority" -> priority = number(words[i], value, 0, PRIORITY_MAX);
                default -> throw unknown(words[i]);
            }
        }
        return new TurnServer(v6 == null ? address.group("name") : v6, ports, region, priority);
    }

    private static void keep(Map<Way, Integer> ports, Way way, String word, String value) {
        switch (value) {
            case "yes" -> {}
            case "no" -> ports.remove(way);
            default ->
                    throw new ConfigException(
                            KEY, "must say yes or no in \"%s\"".formatted(shown(word)));
        }
    }

    private static String region(String word, String value) {
        if (!REGION.matcher(value).matches()) {
            throw new ConfigException(
                    KEY, "must name a region of letters and digits in \"" + shown(word) + "\"");
        }
        return value;
    }

    private static int number(String word, String digits, int min, int max) {
        try {
            int value = Integer.parseInt(digits);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException notOne) {
            // said below
        }
        throw new ConfigException(
                KEY, "must have a number from %d to %d in \"%s\"".formatted(min, max, shown(word)));
    }

    private static ConfigException unknown(String word) {
        return new ConfigException(
                KEY,
                "knows udp=, tcp=, tls=, region= and priority=, not \"%s\"".formatted(shown(word)));
    }

    private static String shown(String word) {
        return word.length() <= 60 ? word : word.substring(0, 57) + "...";
    }
}
