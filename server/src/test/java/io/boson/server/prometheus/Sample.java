package io.boson.server.prometheus;

import java.util.Map;

/// One line of an exposition.
///
/// @param family of `# TYPE`, which a histogram's samples extend
record Sample(String family, String name, Map<String, String> labels, double value) {

    Sample {
        labels = Map.copyOf(labels);
    }
}
