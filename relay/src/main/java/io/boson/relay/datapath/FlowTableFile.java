package io.boson.relay.datapath;

import io.boson.relay.flow.FlowTable;
import io.boson.relay.flow.FlowTableCodec;
import io.boson.relay.flow.FlowTableCodec.Decoded;
import io.boson.relay.flow.Lifetimes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A flow table on disk: whole or not at all, whenever the process ends.
final class FlowTableFile {

    private static final Logger LOG = LoggerFactory.getLogger(FlowTableFile.class);

    private final Path file;

    /// @param away since the table was made
    record Found(FlowTable table, Duration away) {}

    FlowTableFile(Path file) {
        this.file = file;
    }

    void write(FlowTable table, Instant madeAt) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        ByteBuffer bytes = ByteBuffer.wrap(FlowTableCodec.encode(table, madeAt));
        try (FileChannel out =
                FileChannel.open(
                        beside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(false);
        }
        Files.move(
                beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Empty where there is none, or none that is of use: what it is worth is over 185 s after.
    Optional<Found> read(Instant now) {
        try {
            return switch (FlowTableCodec.decode(Files.readAllBytes(file))) {
                case Decoded.Table(var table, var madeAt) -> {
                    Duration away = Duration.between(madeAt, now);
                    boolean isOfUse = !away.isNegative() && away.compareTo(Lifetimes.FLOW) < 0;
                    yield isOfUse ? Optional.of(new Found(table, away)) : Optional.empty();
                }
                case Decoded.Refused(var reason) -> {
                    LOG.warn("Flows before the restart are lost: {} {}", file, reason);
                    yield Optional.empty();
                }
            };
        } catch (NoSuchFileException first) {
            return Optional.empty();
        } catch (IOException unreadable) {
            LOG.warn("Flows before the restart are lost: {}", unreadable.toString());
            return Optional.empty();
        }
    }
}
