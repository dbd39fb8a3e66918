package io.boson.server.architecture;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// A rule that one file at a time can break.
record TidyRule(
        String name, Predicate<JavaSource> appliesTo, Function<JavaSource, List<Finding>> check) {

    /// No line of one `view` of the file may match.
    static TidyRule forbid(
            String name,
            Predicate<JavaSource> appliesTo,
            Function<JavaSource, List<String>> view,
            String regex,
            String advice) {
        var pattern = Pattern.compile(regex);
        return lines(name, appliesTo, view, line -> pattern.matcher(line).find(), advice);
    }

    /// No line of one `view` of the file may be `bad`.
    static TidyRule lines(
            String name,
            Predicate<JavaSource> appliesTo,
            Function<JavaSource, List<String>> view,
            Predicate<String> bad,
            String advice) {
        return new TidyRule(
                name, appliesTo, source -> badLines(source, view.apply(source), bad, advice));
    }

    List<Finding> findings(JavaSource source) {
        return appliesTo.test(source) ? check.apply(source) : List.of();
    }

    @Override
    public String toString() {
        return name;
    }

    private static List<Finding> badLines(
            JavaSource source, List<String> lines, Predicate<String> bad, String advice) {
        return IntStream.range(0, lines.size())
                .filter(index -> bad.test(lines.get(index)))
                .mapToObj(index -> new Finding(source.path(), index + 1, advice))
                .toList();
    }
}
