/// x
@NullMarked
package io.boson.server.http;

import org.jspecify.annotations.NullMarked;
