/// What routing goes by, as facts: the policy and its adoption, and what is known of the NATs.
///
/// Must not know: how nodes are ranked, or who asks.
@NullMarked
package io.boson.events.routing;

import org.jspecify.annotations.NullMarked;
