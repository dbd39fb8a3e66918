package io.boson.server.prometheus;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When the relay's certificate ends: what stands in its file, which the relay reads again when it
/// changes. Of a chain, what ends first.
final class CertificateCollector implements MultiCollector {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateCollector.class);

    private final String file;

    /// @param file PEM; empty where the relay has none
    CertificateCollector(String file) {
        this.file = file;
    }

    @Override
    public MetricSnapshots collect() {
        return new Families()
                .gauge(
                        "relay_certificate_expiry_timestamp_seconds",
                        "When the relay's certificate ends. +Inf: it has none; 0: unreadable.",
                        out -> out.put(expiry()))
                .collected();
    }

    private double expiry() {
        if (file.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        try (InputStream pem = Files.newInputStream(Path.of(file))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                    .map(X509Certificate.class::cast)
                    .mapToDouble(each -> each.getNotAfter().toInstant().getEpochSecond())
                    .min()
                    .orElse(0);
        } catch (IOException | CertificateException unreadable) {
            LOG.debug("{} cannot be read", file, unreadable);
            return 0;
        }
    }
}
