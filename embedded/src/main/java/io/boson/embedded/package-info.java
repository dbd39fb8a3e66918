/// What production keeps on other machines, run inside this process: a single-node KRaft broker
/// with its data in one directory, and the claim on that directory.
///
/// The broker asks nobody for credentials and encrypts nothing, so it belongs on a loopback
/// address; whoever may connect to that address may read and write every topic.
///
/// Must not know: any other module of Boson, its topics, what the records mean.
@NullMarked
package io.boson.embedded;

import org.jspecify.annotations.NullMarked;
