/// What came of a simulated fleet: counts, latencies, load over the nodes, and the words in which
/// people are told. Counting is thread-safe; what is counted is handed out as values.
///
/// Must not know: HTTP, sockets, clocks, where its text is printed.
@NullMarked
package io.boson.server.simulate.tally;

import org.jspecify.annotations.NullMarked;
