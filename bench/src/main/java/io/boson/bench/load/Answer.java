package io.boson.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/// As much of HTTP/1.1 as Boson's answers need (RFC 9112): a status line, headers, and a body as
/// long as `Content-Length` says.
///
/// ```text
/// HTTP/1.1 200 OK CRLF
/// name: value CRLF ...
/// CRLF
/// body
/// ```
final class Answer {

    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final byte[] LENGTH = ascii("content-length:");
    private static final byte[] ENCODING = ascii("transfer-encoding:");
    private static final int CASE_BIT = 0x20;

    private Answer() {}

    /// Where an answer stands in a buffer.
    record Span(int status, int bodyStart, int bodyEnd) {
        static final Span INCOMPLETE = new Span(0, 0, 0);

        boolean isWhole() {
            return status != 0;
        }
    }

    /// Looks at the bytes from 0 to the buffer's position.
    ///
    /// @throws IOException where they are no answer of the kind above
    static Span find(ByteBuffer in) throws IOException {
        int end = in.position();
        long length = 0;
        int line = lineEnd(in, 0, end);
        int first = line;
        while (line >= 0) {
            int next = lineEnd(in, line, end);
            if (next == line + 2) {
                int bodyEnd = Math.toIntExact(next + length);
                return bodyEnd <= end
                        ? new Span(status(in, first), next, bodyEnd)
                        : Span.INCOMPLETE;
            }
            if (next > 0 && startsWith(in, line, LENGTH)) {
                length = number(in, line + LENGTH.length);
            } else if (next > 0 && startsWith(in, line, ENCODING)) {
                throw new IOException("an answer without Content-Length");
            }
            line = next;
        }
        return Span.INCOMPLETE;
    }

    private static int status(ByteBuffer in, int lineEnd) throws IOException {
        if (lineEnd < STATUS_AT + 3) {
            throw new IOException("no status line");
        }
        return digit(in, STATUS_AT) * 100
                + digit(in, STATUS_AT + 1) * 10
                + digit(in, STATUS_AT + 2);
    }

    /// After the next CRLF; -1 where there is none yet.
    private static int lineEnd(ByteBuffer in, int from, int end) {
        for (int i = from; i < end; i++) {
            if (in.get(i) == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private static boolean startsWith(ByteBuffer in, int from, byte[] lower) {
        for (int i = 0; i < lower.length; i++) {
            int c = in.get(from + i);
            if ((c | CASE_BIT) != lower[i] && c != lower[i]) {
                return false;
            }
        }
        return true;
    }

    private static long number(ByteBuffer in, int from) throws IOException {
        int at = from;
        while (in.get(at) == ' ') {
            at++;
        }
        long value = 0;
        while (in.get(at) != '\r') {
            value = value * 10 + digit(in, at++);
        }
        return value;
    }

    private static int digit(ByteBuffer in, int at) throws IOException {
        int digit = in.get(at) - '0';
        if (digit < 0 || digit > 9) {
            throw new IOException("not a digit in an answer");
        }
        return digit;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
