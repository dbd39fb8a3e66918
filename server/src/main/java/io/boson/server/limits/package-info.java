/// How much anybody may ask: token buckets per address and per principal, spent before any work.
///
/// An address whose requests show a token already known here spends from a share of its own, so
/// that strangers behind the same address (a home router, a carrier's NAT) cannot starve its nodes.
///
/// Must not know: HTTP, or what the requests do.
@NullMarked
package io.boson.server.limits;

import org.jspecify.annotations.NullMarked;
