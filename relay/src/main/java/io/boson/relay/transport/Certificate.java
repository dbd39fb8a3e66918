package io.boson.relay.transport;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate that new sockets are shown, as its files have it. A change that cannot be used
/// is refused: the one before stays until a good one comes.
final class Certificate {

    private static final Logger LOG = LoggerFactory.getLogger(Certificate.class);

    /// What tells one content of the files from another without reading them.
    private record Stamp(FileTime certificateTime, long certificateBytes, FileTime keyTime) {}

    private final Security.Tls files;
    private volatile SslContext context;
    private Stamp seen;

    /// @throws IOException where the files cannot be read or do not belong together; the message
    ///     names them
    Certificate(Security.Tls files) throws IOException {
        this.files = files;
        this.seen = stamp();
        this.context = read();
    }

    static String provider() {
        return OpenSsl.isAvailable() ? "BoringSSL" : "the JDK's TLS";
    }

    SslContext context() {
        return context;
    }

    /// Reads the files again where they have changed.
    synchronized void refresh() {
        try {
            Stamp now = stamp();
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            context = read();
            LOG.info("relay shows the new certificate in {}", files.certificate());
        } catch (IOException unusable) {
            LOG.warn("relay keeps its certificate: {}", unusable.getMessage());
        }
    }

    private Stamp stamp() throws IOException {
        return new Stamp(
                modified(files.certificate()),
                Files.size(files.certificate()),
                modified(files.key()));
    }

    private static FileTime modified(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("cannot read " + file);
        }
        return Files.getLastModifiedTime(file);
    }

    private SslContext read() throws IOException {
        try {
            return SslContextBuilder.forServer(files.certificate().toFile(), files.key().toFile())
                    .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                    .protocols("TLSv1.3")
                    .build();
        } catch (SSLException | IllegalArgumentException unusable) {
            throw new IOException(
                    "%s and %s are no certificate and its key: %s"
                            .formatted(files.certificate(), files.key(), unusable.getMessage()),
                    unusable);
        }
    }
}
