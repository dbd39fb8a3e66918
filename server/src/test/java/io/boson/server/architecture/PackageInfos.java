package io.boson.server.architecture;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every package says what it is for, and is `@NullMarked`. A test package that shares its name
/// with one of the same module's main code is described there.
final class PackageInfos {

    private PackageInfos() {}

    static List<Finding> findings(List<JavaSource> sources) {
        return sources.stream()
                .collect(Collectors.groupingBy(JavaSource::packageName))
                .values()
                .stream()
                .flatMap(PackageInfos::inPackage)
                .toList();
    }

    private static Stream<Finding> inPackage(List<JavaSource> sources) {
        var byKind = sources.stream().collect(Collectors.partitioningBy(JavaSource::isPackageInfo));
        return Stream.concat(missing(byKind), incomplete(byKind.getOrDefault(true, List.of())));
    }

    private static Stream<Finding> missing(Map<Boolean, List<JavaSource>> byKind) {
        if (!byKind.getOrDefault(true, List.of()).isEmpty()) {
            return Stream.empty();
        }
        return byKind.getOrDefault(false, List.of()).stream()
                .limit(1)
                .map(
                        source ->
                                new Finding(
                                        source.path(),
                                        1,
                                        "no package-info.java beside it: add one that says what"
                                                + " the package is for, with @NullMarked"));
    }

    private static Stream<Finding> incomplete(List<JavaSource> infos) {
        return Stream.concat(
                without(
                        infos,
                        info -> info.comments().stream().anyMatch(line -> !line.isBlank()),
                        "no doc comment: say what the package is for and must not know"),
                without(
                        infos,
                        info -> info.code().stream().anyMatch(line -> line.contains("@NullMarked")),
                        "not @NullMarked: add the annotation"));
    }

    private static Stream<Finding> without(
            List<JavaSource> infos, Predicate<JavaSource> quality, String advice) {
        return infos.stream()
                .filter(quality.negate())
                .map(info -> new Finding(info.path(), 1, advice));
    }
}
