package io.boson.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {

    @TempDir Path temp;

    @Test
    void aNewDirectoryIsForItsOwnerAloneAndMarked() throws Exception {
        Path data = temp.resolve("some/data");
        try (DataDirectory claimed = DataDirectory.claim(data)) {
            assertThat(claimed.path()).isEqualTo(data);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                    .isEqualTo("rwx------");
            assertThat(data.resolve(DataDirectory.MARKER)).hasContent("boson-data 1");
        }
    }

    @Test
    void anEmptyDirectoryAndAFormerOneAreTaken() throws Exception {
        DataDirectory.claim(temp).close();
        Files.writeString(temp.resolve("kafka"), "ours");
        DataDirectory.claim(temp).close();
        assertThat(temp.resolve("kafka")).hasContent("ours");
    }

    /// What a kill between two writes of the first claim leaves behind.
    @Test
    void aClaimCutShortIsTakenUp() throws Exception {
        Files.writeString(temp.resolve(DataDirectory.LOCK), "123");
        Files.writeString(temp.resolve(DataDirectory.MARKER + ".new"), "bos");
        DataDirectory.claim(temp).close();
        assertThat(temp.resolve(DataDirectory.MARKER)).hasContent("boson-data 1");
    }

    @Test
    void foreignContentIsRefusedAndKept() throws Exception {
        Files.writeString(temp.resolve("thesis.tex"), "years of work");
        refused(temp, "not a Boson data directory: it holds thesis.tex");
    }

    @Test
    void aNewerFormatIsRefusedAndKept() throws Exception {
        Files.writeString(temp.resolve(DataDirectory.MARKER), "boson-data 2\n");
        refused(temp, "written by a newer Boson: its format is 2, this one knows up to 1");
    }

    @Test
    void anUnreadableMarkerIsRefusedAndKept() throws Exception {
        Files.writeString(temp.resolve(DataDirectory.MARKER), "nonsense");
        refused(temp, "is not readable as a marker");
    }

    @Test
    void aFileIsNoDirectory() throws Exception {
        Path file = Files.writeString(temp.resolve("data"), "a file");
        assertThatThrownBy(() -> DataDirectory.claim(file))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining(file + " is not a directory");
        assertThat(file).hasContent("a file");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsRefused() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "");
        assertThatThrownBy(() -> DataDirectory.claim(file.resolve("data")))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining(file.resolve("data") + " cannot be used");
    }

    @Test
    void aDirectoryWithoutWritePermissionIsRefused() throws Exception {
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("r-x------"));
        try {
            assumeFalse(Files.isWritable(temp), "permissions do not bind root");
            refused(temp, "no permission for");
        } finally {
            Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aSecondClaimInThisProcessIsRefusedAndHarmless() throws Exception {
        try (DataDirectory _ = DataDirectory.claim(temp)) {
            assertInUse(ProcessHandle.current().pid());
            // The refusal must not have freed the lock: POSIX does so when a file is closed.
            try (ChildProcess child = ChildProcess.start(ClaimMain.class, temp)) {
                assertThat(child.answer())
                        .startsWith("refused")
                        .contains("process " + ProcessHandle.current().pid());
            }
        }
        DataDirectory.claim(temp).close();
    }

    @Test
    void aClaimOfAnotherProcessHoldsUntilThatIsKilled() throws Exception {
        try (ChildProcess child = ChildProcess.start(ClaimMain.class, temp)) {
            assertThat(child.answer()).isEqualTo("claimed " + temp);
            assertInUse(child.pid());
            child.kill();
        }
        DataDirectory.claim(temp).close();
    }

    @Test
    void closingTwiceDoesNotFreeSomeoneElsesClaim() throws Exception {
        DataDirectory first = DataDirectory.claim(temp);
        first.close();
        try (DataDirectory _ = DataDirectory.claim(temp)) {
            first.close();
            assertInUse(ProcessHandle.current().pid());
        }
    }

    private void assertInUse(long pid) {
        assertThatThrownBy(() -> DataDirectory.claim(temp))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessage("%s is in use by another server (process %d)".formatted(temp, pid));
    }

    private static void refused(Path directory, String why) throws IOException {
        Map<Path, String> before = content(directory);
        assertThatThrownBy(() -> DataDirectory.claim(directory))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining(why);
        assertThat(content(directory)).isEqualTo(before);
    }

    private static Map<Path, String> content(Path directory) throws IOException {
        Map<Path, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                content.put(file, Files.readString(file));
            }
        }
        return content;
    }
}
