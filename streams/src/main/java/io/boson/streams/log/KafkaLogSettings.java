package io.boson.streams.log;

import java.time.Duration;

/// How commands are written.
///
/// @param deliveryTimeout a command waits this long for the log's acknowledgement, then fails
/// @param blockMax and this long for room or metadata before it is even sent
/// @param bufferBytes memory for records on their way; full means [#blockMax] applies
public record KafkaLogSettings(
        String bootstrapServers, Duration deliveryTimeout, Duration blockMax, long bufferBytes) {

    public static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(8);
    public static final Duration BLOCK_MAX = Duration.ofSeconds(2);
    public static final long BUFFER_BYTES = 32L * 1024 * 1024;

    public static KafkaLogSettings at(String bootstrapServers) {
        return new KafkaLogSettings(bootstrapServers, DELIVERY_TIMEOUT, BLOCK_MAX, BUFFER_BYTES);
    }
}
