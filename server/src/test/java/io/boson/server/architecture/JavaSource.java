package io.boson.server.architecture;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// One Java file as the tidy rules see it.
///
/// @param path from the root: `events/src/main/java/io/boson/events/UuidText.java`
/// @param lines as written
/// @param code the same lines with comments and the inside of literals blanked
/// @param comments the same lines with everything but comments blanked
record JavaSource(Path path, List<String> lines, List<String> code, List<String> comments) {

    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);");

    static JavaSource of(Path path, String text) {
        var split = JavaText.split(text);
        return new JavaSource(
                path,
                text.lines().toList(),
                split.code().lines().toList(),
                split.comments().lines().toList());
    }

    /// The module's directory, which is also the package below `io.boson` that it owns.
    String module() {
        return path.getName(0).toString();
    }

    /// Code that only tests see: their own, and what they share.
    boolean isTest() {
        return module().equals("testkit") || path.startsWith(Path.of(module(), "src", "test"));
    }

    boolean isPackageInfo() {
        return path.endsWith("package-info.java");
    }

    /// Empty where the file names none.
    String packageName() {
        return code.stream()
                .map(PACKAGE::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElse("");
    }
}
