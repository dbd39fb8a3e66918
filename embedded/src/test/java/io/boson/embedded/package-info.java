/// Real brokers on free ports, some of them in child processes that die as processes do.
@NullMarked
package io.boson.embedded;

import org.jspecify.annotations.NullMarked;
