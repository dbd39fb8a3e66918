package io.boson.server.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// docker-compose.yml, with `<<` and variables as Compose treats them.
final class Compose {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /// `${NAME}`, `${NAME:-default}`, `${NAME:?complaint}`.
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{(?<name>[A-Z_]+)(?::(?<how>[-?])(?<rest>[^}]*))?}");

    private final JsonNode file;
    private final String text;

    Compose() {
        try {
            Path path = ROOT.resolve("docker-compose.yml");
            text = java.nio.file.Files.readString(path);
            file =
                    new JsonMapper()
                            .valueToTree(
                                    new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param how `-` for one with a default, `?` for one that must be there, empty for neither
    record Use(String name, String how, String rest) {}

    List<Use> variables() {
        List<Use> uses = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            String how = matcher.group("how");
            String rest = matcher.group("rest");
            uses.add(
                    new Use(
                            matcher.group("name"),
                            how == null ? "" : how,
                            rest == null ? "" : rest));
        }
        return uses;
    }

    static String filled(String text, Map<String, String> values) {
        return VARIABLE.matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), "")));
    }

    JsonNode root() {
        return file;
    }

    Map<String, JsonNode> services() {
        Map<String, JsonNode> services = new LinkedHashMap<>();
        file.path("services").properties().forEach(e -> services.put(e.getKey(), e.getValue()));
        return services;
    }

    JsonNode service(String name) {
        return file.path("services").path(name);
    }

    /// @param values of the variables
    Map<String, String> environment(String service, Map<String, String> values) {
        Map<String, String> environment = new LinkedHashMap<>();
        service(service)
                .path("environment")
                .properties()
                .forEach(e -> environment.put(e.getKey(), filled(e.getValue().asText(), values)));
        return environment;
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
