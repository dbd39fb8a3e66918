/// HTTP load from one thread: requests as bytes, many kept-alive connections, one selector.
///
/// Written by hand because the machine that makes the load is the machine that is measured: every
/// microsecond the client spends is one the server does not get, and moves the ratio of two rates
/// towards one. `java.net.http` costs several times what a request of Boson's does, a virtual
/// thread per connection two context switches each; here a request costs one write, one read, and a
/// share of one `epoll_wait`.
///
/// Must not know: what is being measured.
@NullMarked
package io.boson.bench.load;

import org.jspecify.annotations.NullMarked;
