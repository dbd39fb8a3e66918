/// What tests of several modules share: contracts of the ports, fakes that keep them, a clock one
/// can set, samples, one Kafka for a whole test run.
///
/// Must not know: adapters. They are proved against these contracts in their own modules.
@NullMarked
package io.boson.testkit;

import org.jspecify.annotations.NullMarked;
