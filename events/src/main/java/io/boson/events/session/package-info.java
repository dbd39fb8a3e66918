/// A client's time on a node as facts: requested, opened or refused, attached, ended.
///
/// Must not know: how routes are ranked, how packets are forwarded, or anything outside
/// `io.boson.events`.
@NullMarked
package io.boson.events.session;

import org.jspecify.annotations.NullMarked;
