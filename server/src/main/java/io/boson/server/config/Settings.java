package io.boson.server.config;

import io.boson.server.config.ConfigText.Scalar;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// Typed values by key: the environment's, else the file's, else the default.
///
/// Remembers every key it was asked for; what the file says beyond those is a mistake in the file.
final class Settings {

    private static final String PREFIX = "BOSON_";

    private final String fileName;
    private final Map<String, Scalar> file;
    private final Map<String, String> environment;
    private final Set<String> keys = new LinkedHashSet<>();
    private final Set<String> groups = new LinkedHashSet<>();

    Settings(String fileName, Map<String, Scalar> file, Map<String, String> environment) {
        this.fileName = fileName;
        this.file = Map.copyOf(file);
        this.environment = Map.copyOf(environment);
    }

    /// `http.idleTimeout` -> `BOSON_HTTP_IDLE_TIMEOUT`.
    static String variable(String key) {
        String words = key.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_');
        return PREFIX + words.toUpperCase(Locale.ROOT);
    }

    String text(String key, String fallback) {
        return read(key, fallback, Optional::of, "text");
    }

    boolean flag(String key, boolean fallback) {
        return read(key, fallback, Settings::trueOrFalse, "true or false");
    }

    int number(String key, int fallback) {
        return read(key, fallback, Settings::wholeNumber, "a whole number");
    }

    Duration duration(String key, Duration fallback) {
        return read(key, fallback, Units::duration, "a time such as 250ms, 30s, 5m, 24h or 7d");
    }

    /// In bytes, below 2 GiB.
    int size(String key, int fallback) {
        return read(key, fallback, Units::size, "a size such as 512B, 256KiB or 1MiB");
    }

    /// In bytes; empty: none.
    OptionalLong quota(String key, OptionalLong fallback) {
        return read(key, fallback, Units::quota, "none, or a size such as 512MiB, 50GiB or 1TiB");
    }

    Path path(String key, Path fallback) {
        return read(key, fallback, Settings::filePath, "a file path");
    }

    /// One of an enum's constants, in lower case.
    <E extends Enum<E>> E choice(String key, E fallback) {
        return read(key, fallback, choices(fallback.getDeclaringClass()), oneOf(fallback));
    }

    /// Every key below `key`, whatever it is; in the environment `a=x,b=y`, which adds to the
    /// file's.
    <E extends Enum<E>> Map<String, E> choices(String key, E example) {
        groups.add(key);
        Map<String, String> texts = new TreeMap<>();
        file.forEach(
                (path, scalar) -> {
                    if (path.startsWith(key + ".")) {
                        texts.put(path.substring(key.length() + 1), scalar.text());
                    }
                });
        Optional.ofNullable(environment.get(variable(key)))
                .ifPresent(list -> texts.putAll(pairs(key, list)));
        Map<String, E> result = new LinkedHashMap<>();
        Function<String, Optional<E>> parse = choices(example.getDeclaringClass());
        texts.forEach(
                (name, text) ->
                        result.put(
                                name,
                                parse.apply(text)
                                        .orElseThrow(
                                                () ->
                                                        wrong(
                                                                key + "." + name,
                                                                oneOf(example),
                                                                text))));
        return result;
    }

    /// Throws for the first key of the file that nothing asked for.
    void refuseUnknownKeys() {
        for (Map.Entry<String, Scalar> entry : new TreeMap<>(file).entrySet()) {
            Scalar value = entry.getValue();
            if (!isKnown(entry.getKey(), value.text())) {
                throw new ConfigException(
                        entry.getKey(),
                        "is no known key (%s line %d)".formatted(fileName, value.line()));
            }
        }
    }

    private boolean isKnown(String key, String value) {
        if (keys.contains(key) || groups.stream().anyMatch(g -> key.startsWith(g + "."))) {
            return true;
        }
        // A section all of whose lines are commented out.
        return value.isEmpty()
                && Stream.concat(keys.stream(), groups.stream())
                        .anyMatch(k -> k.equals(key) || k.startsWith(key + "."));
    }

    /// The `BOSON_` variables that no key answers to, in order.
    List<String> unknownVariables() {
        Set<String> known = new LinkedHashSet<>();
        keys.forEach(key -> known.add(variable(key)));
        groups.forEach(group -> known.add(variable(group)));
        List<String> unknown = new ArrayList<>();
        for (String name : environment.keySet()) {
            if (name.startsWith(PREFIX) && !known.contains(name)) {
                unknown.add(name);
            }
        }
        unknown.sort(null);
        return unknown;
    }

    Set<String> keys() {
        return Set.copyOf(keys);
    }

    /// Says of a problem also where its value came from.
    ConfigException locate(ConfigException problem) {
        String key = problem.key();
        if (environment.containsKey(variable(key))) {
            return problem.from("set by " + variable(key));
        }
        Scalar scalar = file.get(key);
        return scalar == null ? problem : problem.from(fileName + " line " + scalar.line());
    }

    private <T> T read(
            String key, T fallback, Function<String, Optional<T>> parse, String expected) {
        keys.add(key);
        Scalar written = file.get(key);
        String text =
                environment.getOrDefault(variable(key), written == null ? null : written.text());
        if (text == null) {
            return fallback;
        }
        return parse.apply(text.strip()).orElseThrow(() -> wrong(key, expected, text));
    }

    private ConfigException wrong(String key, String expected, String text) {
        return locate(
                new ConfigException(
                        key, "must be %s, not \"%s\"".formatted(expected, shown(text))));
    }

    private Map<String, String> pairs(String key, String list) {
        Map<String, String> pairs = new TreeMap<>();
        for (String pair : list.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (pair.isBlank()) {
                continue;
            }
            if (equals < 1) {
                throw wrong(key, "a list such as io.boson=debug,org.apache.kafka=info", list);
            }
            pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
        }
        return pairs;
    }

    private static Optional<Boolean> trueOrFalse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> wholeNumber(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }

    private static Optional<Path> filePath(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException notOne) {
            return Optional.empty();
        }
    }

    private static <E extends Enum<E>> Function<String, Optional<E>> choices(Class<E> type) {
        return text -> {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equalsIgnoreCase(text)) {
                    return Optional.of(constant);
                }
            }
            return Optional.empty();
        };
    }

    private static <E extends Enum<E>> String oneOf(E example) {
        List<String> names = new ArrayList<>();
        for (E constant : example.getDeclaringClass().getEnumConstants()) {
            names.add(constant.name().toLowerCase(Locale.ROOT));
        }
        return names.size() == 2
                ? String.join(" or ", names)
                : "one of " + String.join(", ", names);
    }

    /// One short line, whatever was written.
    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= 60 ? line : line.substring(0, 57) + "...";
    }
}
