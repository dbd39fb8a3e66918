/// A client asks for a route and gets a session.
///
/// Must not know: Kafka. Ranking lives in `io.boson.projections.route`, the rules about sessions in
/// `io.boson.events.session`.
@NullMarked
package io.boson.server.route;

import org.jspecify.annotations.NullMarked;
