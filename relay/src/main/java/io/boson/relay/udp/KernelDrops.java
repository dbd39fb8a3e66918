package io.boson.relay.udp;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Datagrams that Linux received for a socket and dropped, from the last column of `/proc/net/udp`
/// and `/proc/net/udp6`, one line per socket:
///
/// ```text
///   sl  local_address rem_address   st tx_queue rx_queue tr ... inode ref pointer drops
///  123: 0100007F:C822 00000000:0000 07 00000000:00000000 00 ... 12345 2 0000000000000000 17
///
///       IPv4: one word of 32 bits, IPv6: four; each in the processor's byte order, the port plain
/// ```
final class KernelDrops {

    private static final List<Path> FILES =
            List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    private static final int LOCAL = 1;
    private static final int FIELDS_MIN = 13;
    private static final int HEX = 16;
    private static final int WORD_DIGITS = 8;
    private static final long MAPPED = 0xffff_0000_0000L;

    private KernelDrops() {}

    /// Of all sockets bound to this address.
    ///
    /// @return empty where the system does not tell
    static OptionalLong read(UdpAddress local) {
        OptionalLong sum = OptionalLong.empty();
        for (Path file : FILES) {
            if (Files.isReadable(file)) {
                try (Stream<String> lines = Files.lines(file)) {
                    OptionalLong drops = sum(lines, local);
                    if (drops.isPresent()) {
                        sum = OptionalLong.of(sum.orElse(0) + drops.getAsLong());
                    }
                } catch (IOException untold) {
                    return OptionalLong.empty();
                }
            }
        }
        return sum;
    }

    /// @return empty where no line is of this address
    static OptionalLong sum(Stream<String> lines, UdpAddress local) {
        return lines.map(line -> line.trim().split(" +", -1))
                .filter(fields -> fields.length >= FIELDS_MIN && isAt(fields[LOCAL], local))
                .mapToLong(fields -> Long.parseLong(fields[fields.length - 1]))
                .reduce(Long::sum);
    }

    private static boolean isAt(String field, UdpAddress local) {
        int digits = field.indexOf(':');
        if (digits != WORD_DIGITS && digits != 4 * WORD_DIGITS) {
            return false;
        }
        boolean four = digits == WORD_DIGITS;
        long high = four ? 0 : words(field, 0);
        long low = four ? MAPPED | word(field, 0) : words(field, 2);
        boolean same = high == local.high() && low == local.low();
        return Integer.parseInt(field.substring(digits + 1), HEX) == local.port()
                && (same || (isAny(high, low) && isAny(local.high(), local.low())));
    }

    /// Of IPv6, or of IPv4.
    private static boolean isAny(long high, long low) {
        return high == 0 && (low == 0 || low == MAPPED);
    }

    private static long words(String field, int index) {
        return word(field, index) << Integer.SIZE | word(field, index + 1);
    }

    private static long word(String field, int index) {
        int at = index * WORD_DIGITS;
        int value = Integer.parseUnsignedInt(field.substring(at, at + WORD_DIGITS), HEX);
        return Integer.toUnsignedLong(
                ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
                        ? value
                        : Integer.reverseBytes(value));
    }
}
