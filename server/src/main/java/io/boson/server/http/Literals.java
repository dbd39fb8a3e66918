package io.boson.server.http;

import io.boson.events.UuidText;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// Texts that stand for something, read without asking anybody: no DNS, no locale.
final class Literals {

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    private static final Pattern IPV4 = Pattern.compile("(" + BYTE + "\\.){3}" + BYTE);

    /// No zone (`%eth0`), which means something on one machine only, and no brackets.
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private static final Set<String> COUNTRIES =
            Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

    /// ISO 3166-1: exceptionally reserved codes that people use for places.
    private static final Set<String> RESERVED =
            Set.of("AC", "CP", "DG", "EA", "EU", "EZ", "IC", "TA", "UK", "UN");

    /// ISO 3166-1: free for private use; XK is Kosovo, XX and ZZ are how an unknown place is
    /// written.
    private static final Pattern PRIVATE = Pattern.compile("AA|Q[M-Z]|X[A-Z]|ZZ");

    private Literals() {}

    static Optional<UUID> uuid(String text) {
        return UuidText.parse(text);
    }

    /// Four decimal bytes, without leading zeros, which some would read as octal.
    static Optional<InetAddress> ipv4(String text) {
        return IPV4.matcher(text).matches()
                ? Optional.of(InetAddress.ofLiteral(text))
                : Optional.empty();
    }

    static Optional<InetAddress> ipv6(String text) {
        return address(text).filter(Inet6Address.class::isInstance);
    }

    /// An IPv4 address written as IPv6 (`::ffff:192.0.2.1`) is that IPv4 address.
    static Optional<InetAddress> address(String text) {
        if (text.indexOf(':') < 0) {
            return ipv4(text);
        }
        if (!IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /// ISO 3166-1 alpha-2, in capitals whatever was written.
    static Optional<String> country(String text) {
        String code = text.toUpperCase(Locale.ROOT);
        boolean known =
                COUNTRIES.contains(code)
                        || RESERVED.contains(code)
                        || PRIVATE.matcher(code).matches();
        return known && text.length() == 2 ? Optional.of(code) : Optional.empty();
    }

    /// Whether the text can be kept and sent on: no control characters, no half surrogates.
    static boolean isClean(String text) {
        return text.codePoints()
                .noneMatch(
                        c ->
                                Character.isISOControl(c)
                                        || Character.getType(c) == Character.SURROGATE);
    }
}
