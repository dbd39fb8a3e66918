package io.boson.relay.wireguard;

import io.boson.events.node.WireGuardKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What real WireGuard peers said to each other: `wireguard/recorded.txt`, made by `record.py`.
public record Recorded(Map<String, WireGuardKey> keys, List<Packet> packets) {

    public record Packet(long millis, String from, String to, String hex) {

        public byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }

        public int type() {
            return bytes()[0];
        }
    }

    public static Recorded read() {
        Map<String, WireGuardKey> keys = new LinkedHashMap<>();
        List<Packet> packets = new ArrayList<>();
        for (String line : text().lines().toList()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "key" -> keys.put(words[1], new WireGuardKey(words[3]));
                case "packet" ->
                        packets.add(
                                new Packet(Long.parseLong(words[1]), words[2], words[3], words[4]));
                default -> {}
            }
        }
        return new Recorded(keys, packets);
    }

    public WireGuardKey key(String name) {
        return Objects.requireNonNull(keys.get(name), name);
    }

    private static String text() {
        try (InputStream in = Recorded.class.getResourceAsStream("/wireguard/recorded.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
