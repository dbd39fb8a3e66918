package io.boson.server.turn;

import io.boson.server.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Who may vouch for a TURN server's TLS: whom the JVM believes, and whom the operator adds.
final class Trust {

    private static final String KEY = "turn.authorities";

    private Trust() {}

    /// @param authorities a PEM file, or empty
    /// @throws ConfigException where the file does not do
    static SSLContext of(String authorities) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (X509Certificate usual : ofJvm()) {
                store.setCertificateEntry("jvm-" + count++, usual);
            }
            if (!authorities.isEmpty()) {
                for (Certificate added : read(Path.of(authorities))) {
                    store.setCertificateEntry("added-" + count++, added);
                }
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(store), null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("every JDK has TLS", impossible);
        }
    }

    private static Iterable<? extends Certificate> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            var read = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (read.isEmpty()) {
                throw new ConfigException(KEY, file + " holds no certificate");
            }
            return read;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new ConfigException(KEY, file + " cannot be read: " + unusable.getMessage());
        }
    }

    private static X509Certificate[] ofJvm() throws GeneralSecurityException {
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager usual) {
                return usual.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    private static TrustManager[] managers(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
