/// What is played, decided before it is played: a fleet with places, capacities and keys, the
/// behaviour of each node and client over time, and who is struck by which fault. Pure: all of it
/// follows from the seed, so that two runs with one seed meet the same fleet.
///
/// Must not know: HTTP, sockets, clocks, threads.
@NullMarked
package io.boson.server.simulate.plan;

import org.jspecify.annotations.NullMarked;
