package io.boson.server.simulate;

import io.boson.server.cli.SimulateRequest.EnrolmentKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The enrolment key that a server left for whoever may read its data directory.
final class EnrolmentKeyFile {

    private static final String NAME = "enrolment.key";
    private static final int BYTES_MAX = 8_192;

    private EnrolmentKeyFile() {}

    sealed interface Found {

        record Present(String key) implements Found {}

        /// Not there; a server that lets anybody register needs none.
        record Absent(Path file) implements Found {}

        /// @param reason one line
        record Unusable(String reason) implements Found {}
    }

    static Found find(EnrolmentKey.InDirectory where) {
        Path file = where.data().resolve(NAME);
        try {
            if (Files.size(file) > BYTES_MAX) {
                return new Found.Unusable(file + " is no enrolment key: too large");
            }
            String key = Files.readString(file).strip();
            return key.matches("[!-~]+")
                    ? new Found.Present(key)
                    : new Found.Unusable(file + " holds no enrolment key");
        } catch (NoSuchFileException missing) {
            return where.named()
                    ? new Found.Unusable("--data: there is no " + file)
                    : new Found.Absent(file);
        } catch (IOException unreadable) {
            return new Found.Unusable(file + " cannot be read");
        }
    }
}
