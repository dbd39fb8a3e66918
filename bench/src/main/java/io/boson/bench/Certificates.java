package io.boson.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate for one run, made by the distribution's own `boson cert`, and who trusts it.
record Certificates(Path certificate, Path key, SSLContext trust) {

    private static final int PATIENCE_SECONDS = 60;

    static Certificates make(Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        Process cert =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.boson.server.Main",
                                "cert",
                                "--out",
                                folder.toString())
                        .inheritIO()
                        .start();
        if (!cert.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || cert.exitValue() != 0) {
            cert.destroyForcibly();
            throw new IOException("boson cert failed");
        }
        Path certificate = folder.resolve("relay.crt");
        return new Certificates(certificate, folder.resolve("relay.key"), trusting(certificate));
    }

    private static SSLContext trusting(Path certificate)
            throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "relay", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
