package io.boson.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The name of this server among its like: kept in the data directory, so that it is the same after
/// a restart and the log's attachments can be told to be ours.
final class InstanceId {

    private static final String FILE = "instance-id";
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9-]{1,64}");

    private InstanceId() {}

    /// @param fresh makes a name at the first start
    /// @throws IOException where the file cannot be read or written, or holds something else
    static String in(Path data, Supplier<String> fresh) throws IOException {
        Path file = data.resolve(FILE);
        if (!Files.exists(file)) {
            Files.writeString(file, fresh.get() + "\n");
        }
        String id = Files.readString(file).strip();
        if (!SHAPE.matcher(id).matches()) {
            throw new IOException(
                    file + " must hold one word of lower-case letters, digits and dashes");
        }
        return id;
    }
}
