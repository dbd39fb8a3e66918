/// The files that install Boson, against the configuration they speak of and against each other; no
/// image is pulled, no container is started.
@NullMarked
package io.boson.server.deployment;

import org.jspecify.annotations.NullMarked;
