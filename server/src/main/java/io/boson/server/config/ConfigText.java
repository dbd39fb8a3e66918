package io.boson.server.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// A configuration file as flat text: `http: {port: 3000}` becomes `http.port` -> `3000`, line 1.
///
/// Read as nodes and never as objects, so YAML's guesses about types (`no`, `1_000`, `12:30`)
/// change nothing, and every value keeps the line it stands on.
final class ConfigText {

    /// A value as written, and the line it stands on, from 1.
    record Scalar(String text, int line) {}

    private static final int FILE_CHARS_MAX = 256 * 1024;
    private static final int DEPTH_MAX = 8;

    private ConfigText() {}

    static Map<String, Scalar> read(Path file) {
        return parse(file.toString(), content(file));
    }

    static Map<String, Scalar> parse(String name, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(FILE_CHARS_MAX);
        options.setNestingDepthLimit(DEPTH_MAX);
        Map<String, Scalar> values = new LinkedHashMap<>();
        try {
            @Nullable Node root = new Yaml(options).compose(new StringReader(text));
            // A file without a document: then every default holds.
            if (root != null) {
                flatten(name, "", root, 0, values);
            }
        } catch (MarkedYAMLException malformed) {
            int line = malformed.getProblemMark().getLine() + 1;
            throw new ConfigException(
                    name, "is not YAML: %s, line %d".formatted(malformed.getProblem(), line));
        } catch (YAMLException malformed) {
            throw new ConfigException(name, "is not YAML: " + firstLine(malformed.toString()));
        }
        return values;
    }

    private static void flatten(
            String name, String key, Node node, int depth, Map<String, Scalar> values) {
        int line = node.getStartMark().getLine() + 1;
        switch (node) {
            case ScalarNode scalar when !key.isEmpty() -> {
                if (values.put(key, new Scalar(scalar.getValue(), line)) != null) {
                    throw new ConfigException(
                            key, "is set twice (%s line %d)".formatted(name, line));
                }
            }
            // An anchor inside itself has no end: the depth does.
            case MappingNode mapping when depth < DEPTH_MAX -> {
                for (NodeTuple entry : mapping.getValue()) {
                    if (!(entry.getKeyNode() instanceof ScalarNode named)) {
                        throw new ConfigException(
                                name, "has a key that is no text, line %d".formatted(line));
                    }
                    String path = key.isEmpty() ? named.getValue() : key + "." + named.getValue();
                    flatten(name, path, entry.getValueNode(), depth + 1, values);
                }
            }
            default ->
                    throw new ConfigException(
                            key.isEmpty() ? name : key,
                            "must be %s (%s line %d)"
                                    .formatted(
                                            key.isEmpty() ? "keys and values" : "a single value",
                                            name,
                                            line));
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new ConfigException(file.toString(), "does not exist");
        } catch (CharacterCodingException notText) {
            throw new ConfigException(file.toString(), "is not UTF-8 text");
        } catch (IOException unreadable) {
            throw new ConfigException(
                    file.toString(), "cannot be read: " + firstLine(unreadable.toString()));
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }
}
