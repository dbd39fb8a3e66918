/// What a server is told before it starts: `config.yml`, overridden from the environment.
///
/// One small record per component, with typed units and its own bounds; [ServerConfig] lists them.
/// A key `http.idleTimeout` is overridden by `BOSON_HTTP_IDLE_TIMEOUT`: `BOSON_` and the path in
/// upper snake case, for every key, without exceptions. A wrong value is a [ConfigException] whose
/// message is one line naming the key and where the value came from.
///
/// To add a key: a component of its record with a default and a bound, one line in the record's
/// `from`, one commented line in `config.yml`; a test compares that file with the defaults.
///
/// Must not know: the components it configures.
@NullMarked
package io.boson.server.config;

import org.jspecify.annotations.NullMarked;
