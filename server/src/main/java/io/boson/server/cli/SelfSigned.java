package io.boson.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A certificate that vouches for itself, for trials: ECDSA on P-256, made by the JDK's own
/// `keytool`, written as the two PEM files that the relay reads.
final class SelfSigned {

    private static final String ALIAS = "relay";
    private static final int PATIENCE_SECONDS = 60;
    private static final int PASSWORD_BYTES = 16;
    private static final int PEM_COLUMNS = 64;

    /// Keeps the password off the command line, where every user of the machine could read it.
    private static final String PASSWORD_VARIABLE = "BOSON_CERT_PASSWORD";

    private SelfSigned() {}

    /// @param hosts DNS names and IP literals the certificate is good for; at least one
    /// @throws IOException where a file is there already or cannot be written, or keytool fails
    static void write(List<String> hosts, int days, Path certificate, Path key)
            throws IOException, InterruptedException {
        for (Path file : List.of(certificate, key)) {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file + " is there already");
            }
        }
        Path folder = Files.createTempDirectory("boson-cert");
        Path store = folder.resolve("store.p12");
        byte[] secret = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        try {
            generate(hosts, days, store, password);
            export(store, password, certificate, key);
        } finally {
            Files.deleteIfExists(store);
            Files.deleteIfExists(folder);
        }
    }

    private static void generate(List<String> hosts, int days, Path store, String password)
            throws IOException, InterruptedException {
        String names = hosts.stream().map(SelfSigned::name).collect(Collectors.joining(","));
        ProcessBuilder keytool =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=Boson relay for trials",
                        "-ext",
                        "san=" + names,
                        "-validity",
                        Integer.toString(days),
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass:env",
                        PASSWORD_VARIABLE);
        keytool.environment().put(PASSWORD_VARIABLE, password);
        Process running = keytool.redirectErrorStream(true).start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || running.exitValue() != 0) {
            running.destroyForcibly();
            throw new IOException("keytool made no certificate: " + said.strip());
        }
    }

    private static String name(String host) {
        boolean isAddress = host.contains(":") || host.matches("[0-9.]+");
        return (isAddress ? "ip:" : "dns:") + host;
    }

    private static void export(Path store, String password, Path certificate, Path key)
            throws IOException {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password.toCharArray());
            Files.createFile(
                    key,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            byte[] secret = keys.getKey(ALIAS, password.toCharArray()).getEncoded();
            Files.writeString(key, pem("PRIVATE KEY", secret));
            Files.writeString(
                    certificate, pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
        } catch (GeneralSecurityException broken) {
            throw new IOException("keytool's store cannot be read", broken);
        }
    }

    /// RFC 7468.
    private static String pem(String label, byte[] der) {
        Base64.Encoder lines =
                Base64.getMimeEncoder(PEM_COLUMNS, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, lines.encodeToString(der), label);
    }
}
