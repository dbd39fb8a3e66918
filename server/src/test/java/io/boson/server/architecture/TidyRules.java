package io.boson.server.architecture;

import java.util.List;
import java.util.Set;

/// What every source file keeps to, beyond what the formatter and the compiler check.
final class TidyRules {

    private static final int COLUMNS_MAX = 100;
    private static final int LINES_MAX = 400;
    private static final Set<String> PURE = Set.of("events", "projections");

    static final TidyRule LINE_LENGTH =
            TidyRule.lines(
                    "lines have at most " + COLUMNS_MAX + " columns",
                    source -> true,
                    JavaSource::lines,
                    TidyRules::isTooLong,
                    "longer than " + COLUMNS_MAX + " columns: break the line");

    static final TidyRule FILE_LENGTH =
            new TidyRule(
                    "files have at most " + LINES_MAX + " lines",
                    source -> !source.isTest(),
                    TidyRules::tooManyLines);

    static final TidyRule NO_TABS =
            TidyRule.forbid(
                    "no tabs",
                    source -> true,
                    JavaSource::lines,
                    "\t",
                    "a tab: use spaces, or \\t in a literal");

    static final TidyRule NO_TRAILING_BLANKS =
            TidyRule.forbid(
                    "no trailing blanks",
                    source -> true,
                    JavaSource::lines,
                    "[ \t]$",
                    "ends in a blank: remove it, or write \\s in a text block");

    static final TidyRule NAMES =
            TidyRule.forbid(
                    "types are named after ideas",
                    source -> true,
                    JavaSource::code,
                    "\\b(class|interface|record|enum)\\s+\\w*"
                            + "(Manager|Service|Helper|Utils?|Impl|Base)\\b",
                    "the name says nothing: name the type after what it is or does");

    static final TidyRule NO_PROMISES =
            TidyRule.forbid(
                    "no promises in comments",
                    source -> true,
                    JavaSource::comments,
                    "\\b(TODO|FIXME|XXX)\\b",
                    "an open end: do it, or file an issue and remove the comment");

    static final TidyRule NO_SLEEP_IN_TESTS =
            TidyRule.forbid(
                    "tests do not sleep",
                    JavaSource::isTest,
                    JavaSource::code,
                    "\\b(Thread|TimeUnit\\s*\\.\\s*\\w+|[A-Z]+S)\\s*\\.\\s*sleep\\s*\\(",
                    "sleeps: await the condition instead (Awaitility), or move a settable clock");

    static final TidyRule NO_DISABLED_TESTS =
            TidyRule.forbid(
                    "no test is switched off",
                    JavaSource::isTest,
                    JavaSource::code,
                    "@Disabled\\b",
                    "switched off: mend the test or delete it");

    static final TidyRule NO_PRINTING =
            TidyRule.forbid(
                    "only the command line prints",
                    source -> !source.isTest() && !mayPrint(source),
                    JavaSource::code,
                    "\\bSystem\\s*\\.\\s*(out|err)\\b|\\.printStackTrace\\(\\)",
                    "prints: log it, or let io.boson.server.cli say it");

    static final TidyRule NO_WALL_CLOCK =
            TidyRule.forbid(
                    "the pure core takes time and chance as values",
                    source -> !source.isTest() && PURE.contains(source.module()),
                    JavaSource::code,
                    "\\b(Instant|LocalDate|LocalDateTime|OffsetDateTime|ZonedDateTime)\\.now\\("
                            + "|\\bClock\\.\\w+|\\bSystem\\.(currentTimeMillis|nanoTime)\\b"
                            + "|\\bnew (Secure|Splittable)?Random\\(\\)|\\bThreadLocalRandom\\b"
                            + "|\\bMath\\.random\\b|\\bUUID\\.randomUUID\\b",
                    "reads the clock or rolls dice: take the value as an argument");

    static final TidyRule OWN_PACKAGE =
            new TidyRule(
                    "a module's packages begin with its name",
                    source -> true,
                    TidyRules::foreignPackage);

    static final List<TidyRule> ALL =
            List.of(
                    LINE_LENGTH,
                    FILE_LENGTH,
                    NO_TABS,
                    NO_TRAILING_BLANKS,
                    NAMES,
                    NO_PROMISES,
                    NO_SLEEP_IN_TESTS,
                    NO_DISABLED_TESTS,
                    NO_PRINTING,
                    NO_WALL_CLOCK,
                    OWN_PACKAGE);

    private TidyRules() {}

    /// Imports cannot be broken, a broken address is no address, a table's row is one line, and
    /// what is said on the wire is easier to compare whole.
    private static boolean isTooLong(String line) {
        return line.codePointCount(0, line.length()) > COLUMNS_MAX
                && !line.startsWith("import ")
                && !line.startsWith("package ")
                && !line.contains("://")
                && !line.contains(" | ")
                && !line.contains("\\\"")
                && !line.contains("\\r\\n");
    }

    private static List<Finding> tooManyLines(JavaSource source) {
        var lines = source.lines().size();
        return lines <= LINES_MAX
                ? List.of()
                : List.of(
                        new Finding(
                                source.path(),
                                lines,
                                lines + " lines, at most " + LINES_MAX + ": split it by idea"));
    }

    /// Programs a person runs and reads.
    private static boolean mayPrint(JavaSource source) {
        return source.module().equals("bench")
                || source.packageName().startsWith("io.boson.server.cli");
    }

    private static List<Finding> foreignPackage(JavaSource source) {
        var own = "io.boson." + source.module();
        var name = source.packageName();
        return name.equals(own) || name.startsWith(own + ".")
                ? List.of()
                : List.of(
                        new Finding(
                                source.path(),
                                1,
                                "package "
                                        + name
                                        + " in module "
                                        + source.module()
                                        + ": use "
                                        + own));
    }
}
