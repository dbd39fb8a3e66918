package io.boson.embedded;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;

/// A process that claims a data directory and holds it until its input ends.
final class ClaimMain {

    private ClaimMain() {}

    public static void main(String[] args) throws Exception {
        try (DataDirectory claimed = DataDirectory.claim(Path.of(args[0]));
                Scanner questions = new Scanner(System.in, StandardCharsets.UTF_8)) {
            System.out.println(ChildProcess.ANSWER + "claimed " + claimed.path());
            while (questions.hasNextLine()) {
                questions.nextLine();
            }
        } catch (DataDirectoryException e) {
            System.out.println(ChildProcess.ANSWER + "refused " + e.getMessage());
        }
    }
}
