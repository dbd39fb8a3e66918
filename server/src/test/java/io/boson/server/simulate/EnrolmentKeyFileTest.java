package io.boson.server.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.server.cli.SimulateRequest.EnrolmentKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrolmentKeyFileTest {

    @TempDir Path data;

    @Test
    void theKeyThatAServerLeftIsFound() throws IOException {
        Files.writeString(data.resolve("enrolment.key"), "k.e-y\n");

        assertThat(find(false)).isEqualTo(new EnrolmentKeyFile.Found.Present("k.e-y"));
    }

    @Test
    void aMissingKeyMayNotBeNeededUnlessItsPlaceWasNamed() {
        Path file = data.resolve("enrolment.key");

        assertThat(find(false)).isEqualTo(new EnrolmentKeyFile.Found.Absent(file));
        assertThat(find(true))
                .isEqualTo(new EnrolmentKeyFile.Found.Unusable("--data: there is no " + file));
    }

    @Test
    void whatIsNoKeyIsNotSent() throws IOException {
        Path file = data.resolve("enrolment.key");

        Files.writeString(file, "two words");
        assertThat(find(false))
                .isEqualTo(new EnrolmentKeyFile.Found.Unusable(file + " holds no enrolment key"));
        Files.writeString(file, "k".repeat(8_193));
        assertThat(find(false))
                .isEqualTo(
                        new EnrolmentKeyFile.Found.Unusable(
                                file + " is no enrolment key: too large"));
    }

    private EnrolmentKeyFile.Found find(boolean named) {
        return EnrolmentKeyFile.find(new EnrolmentKey.InDirectory(data, named));
    }
}
