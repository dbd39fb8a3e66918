package io.boson.server.turn;

import io.boson.server.config.ConfigException;
import io.boson.server.config.TurnConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The secret and, while it is being changed, the one before; from the configuration, or from a
/// file that may change while the server runs.
final class TurnSecrets {

    private static final Logger LOG = LoggerFactory.getLogger(TurnSecrets.class);
    private static final String KEY = "turn.secretFile";
    private static final long FILE_BYTES_MAX = 4096;
    private static final int SECRETS_MAX = 2;

    private final Optional<Path> file;

    private volatile List<TurnSecret> last;

    /// @throws ConfigException where the file is missing or holds no secret
    TurnSecrets(TurnConfig config) {
        file = Optional.of(config.secretFile()).filter(f -> !f.isEmpty()).map(Path::of);
        last = file.isPresent() ? read(file.get()) : told(config);
    }

    private static List<TurnSecret> told(TurnConfig config) {
        List<TurnSecret> told = new ArrayList<>();
        for (String text : List.of(config.secret(), config.previousSecret())) {
            if (!text.isEmpty()) {
                told.add(new TurnSecret(text));
            }
        }
        return List.copyOf(told);
    }

    /// The newest first. A file that cannot be read leaves what it said before.
    List<TurnSecret> now() {
        if (file.isPresent()) {
            try {
                last = read(file.get());
            } catch (ConfigException unusable) {
                LOG.warn("{}; the secrets read before stay", unusable.getMessage());
            }
        }
        return last;
    }

    private static List<TurnSecret> read(Path file) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new ConfigException(KEY, file + " is too long for two secrets");
            }
            List<TurnSecret> secrets =
                    Files.readAllLines(file).stream()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .map(TurnSecret::new)
                            .toList();
            if (secrets.isEmpty() || secrets.size() > SECRETS_MAX) {
                throw new ConfigException(KEY, file + " must hold one secret, or two");
            }
            for (TurnSecret secret : secrets) {
                if (secret.text().length() < TurnConfig.SECRET_CHARS_MIN) {
                    throw new ConfigException(
                            KEY,
                            "%s: a secret must have %d characters or more"
                                    .formatted(file, TurnConfig.SECRET_CHARS_MIN));
                }
            }
            return secrets;
        } catch (IOException unreadable) {
            // Of a file with a secret no line is quoted.
            throw new ConfigException(KEY, file + " cannot be read");
        }
    }
}
