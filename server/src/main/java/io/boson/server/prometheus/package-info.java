/// What Prometheus reads: the counts and states of all parts, collected when they are asked for.
///
/// Every part counts itself, in its own words and without any library; a collector here turns that
/// into metric families. Names begin with `bosonserver_` and every series carries
/// `app="bosonserver"`, as the dashboards that existing operators have expect. Label values come
/// from closed sets (routes, enums, topics), never from what somebody sent; nodes' ids only where
/// `metrics.perNode` asks for them.
///
/// The only package that may know Prometheus' library. Must not know: how the parts work.
@NullMarked
package io.boson.server.prometheus;

import org.jspecify.annotations.NullMarked;
