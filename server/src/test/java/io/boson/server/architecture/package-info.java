/// The rules of the whole repository as tests: who may depend on whom, what sources look like,
/// which gates the build keeps. Each rule is also shown to fail on a sample that breaks it.
///
/// Must not know: what any module does. It reads class files, source text and poms.
@NullMarked
package io.boson.server.architecture;

import org.jspecify.annotations.NullMarked;
