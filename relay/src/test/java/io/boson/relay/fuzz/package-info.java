/// Coverage-guided fuzzing with Jazzer: a [FuzzContract] for each parser, a JVM of its own for each
/// run. What is fuzzed lies beside what it fuzzes, in the packages around this one.
///
/// ```
/// target/fuzz/NAME/java.args   how the JVM is started; `scripts/fuzz` starts it once more, longer
/// target/fuzz/NAME/corpus      the seeds, and what else reached new code
/// src/test/resources/fuzz/NAME findings: each runs in every build from then on
/// ```
///
/// Must not know: any parser.
@NullMarked
package io.boson.relay.fuzz;

import org.jspecify.annotations.NullMarked;
