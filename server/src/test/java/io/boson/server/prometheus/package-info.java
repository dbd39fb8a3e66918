/// What Prometheus reads, read as strictly as it could be, and the files that build on it.
@NullMarked
package io.boson.server.prometheus;

import org.jspecify.annotations.NullMarked;
