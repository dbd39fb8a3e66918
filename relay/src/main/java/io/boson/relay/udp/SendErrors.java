package io.boson.relay.udp;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.util.Locale;

/// Tells the kernel's reasons apart. Where the JDK has no exception of its own for an error number
/// it gives the C library's text, which is English unless the machine is set up otherwise: then the
/// reason is [SendRefusal#OTHER].
final class SendErrors {

    private SendErrors() {}

    static SendRefusal refusal(IOException error) {
        return switch (error) {
            case PortUnreachableException _, NoRouteToHostException _, ConnectException _ ->
                    SendRefusal.UNREACHABLE;
            // EADDRNOTAVAIL: nothing of ours can speak to that address.
            case BindException _ -> SendRefusal.INVALID_DESTINATION;
            default -> byText(String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT));
        };
    }

    private static SendRefusal byText(String text) {
        if (text.contains("no buffer space") || text.contains("cannot allocate memory")) {
            return SendRefusal.BUFFER_FULL;
        }
        if (text.contains("unreachable")) {
            return SendRefusal.UNREACHABLE;
        }
        if (text.contains("not permitted") || text.contains("permission denied")) {
            return SendRefusal.NOT_PERMITTED;
        }
        if (text.contains("too long")) {
            return SendRefusal.TOO_LONG;
        }
        return text.contains("invalid argument") || text.contains("port 0")
                ? SendRefusal.INVALID_DESTINATION
                : SendRefusal.OTHER;
    }
}
