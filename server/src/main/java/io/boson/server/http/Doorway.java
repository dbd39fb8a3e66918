package io.boson.server.http;

import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// The first to see a request, before any servlet: brings its path into the one spelling that
/// routes are written in, and keeps its body within bounds.
///
/// Paths are in lower case and without a slash at the end: existing clients write them either way.
/// Identifiers in paths are therefore case-insensitive too, as UUIDs are.
final class Doorway extends Handler.Wrapper {

    private static final HttpField NO_SNIFFING =
            new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
    private static final HttpField NO_STORE =
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

    private static final int DRAINED_MAX = 16;

    private final long bodyBytesMax;
    private final Map<String, Integer> longer;

    /// @param longer paths whose bodies may be longer than others', and how long
    Doorway(Handler next, long bodyBytesMax, Map<String, Integer> longer) {
        super(next);
        this.bodyBytesMax = bodyBytesMax;
        this.longer = Map.copyOf(longer);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(NO_SNIFFING);
        headers.put(NO_STORE);
        Request respelled = respelled(request);
        long length = request.getLength();
        long max = bytesMax(respelled);
        if (length > max) {
            refuse(length > DRAINED_MAX * max, request, response, callback);
            return true;
        }
        if (!Escapes.areSound(request.getHttpURI().getQuery())) {
            Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
            return true;
        }
        Request passed = length < 0 && hasBody(request) ? new Counted(respelled, max) : respelled;
        Response told = new JsonTyped(passed, new BodyLeft(passed, response));
        return super.handle(passed, told, callback);
    }

    private long bytesMax(Request request) {
        String path = String.valueOf(request.getHttpURI().getPath());
        return Math.max(bodyBytesMax, longer.getOrDefault(path, 0));
    }

    /// A client that is still sending when the connection closes may never see the answer: a body
    /// not absurdly long is read to its end first, unless its sender waits to be asked for it.
    private void refuse(boolean absurd, Request request, Response response, Callback callback) {
        boolean waits = request.getHeaders().contains(HttpHeader.EXPECT);
        Runnable answer =
                () ->
                        Response.writeError(
                                request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
        if (waits || absurd) {
            answer.run();
        } else {
            Content.Source.consumeAll(request, Callback.from(answer, _ -> answer.run()));
        }
    }

    private static boolean hasBody(Request request) {
        return request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)
                || request.getConnectionMetaData().getHttpVersion().getVersion() >= 20;
    }

    private static Request respelled(Request request) {
        HttpURI uri = request.getHttpURI();
        String path = uri.getPath();
        if (path == null || isOrdinary(path)) {
            return request;
        }
        String lower = path.toLowerCase(Locale.ROOT);
        int end = lower.length();
        while (end > 1 && lower.charAt(end - 1) == '/') {
            end--;
        }
        HttpURI ordinary = HttpURI.build(uri).path(lower.substring(0, end)).asImmutable();
        return new Request.Wrapper(request) {
            @Override
            public HttpURI getHttpURI() {
                return ordinary;
            }
        };
    }

    private static boolean isOrdinary(String path) {
        int last = path.length() - 1;
        if (last > 0 && path.charAt(last) == '/') {
            return false;
        }
        for (int i = 0; i <= last; i++) {
            char c = path.charAt(i);
            if (c >= 'A' && c <= 'Z' && !isEscape(path, i)) {
                return false;
            }
        }
        return true;
    }

    /// Hexadecimal digits of a percent escape may be capitals.
    private static boolean isEscape(String path, int i) {
        return (i > 0 && path.charAt(i - 1) == '%') || (i > 1 && path.charAt(i - 2) == '%');
    }

    /// A body without a length, cut off where it becomes too long.
    private static final class Counted extends Request.Wrapper {

        private final long bytesMax;
        private long bytes;

        Counted(Request request, long bytesMax) {
            super(request);
            this.bytesMax = bytesMax;
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk chunk = super.read();
            if (chunk == null || Content.Chunk.isFailure(chunk)) {
                return chunk;
            }
            bytes += chunk.remaining();
            if (bytes <= bytesMax) {
                return chunk;
            }
            chunk.release();
            return Content.Chunk.from(
                    new HttpException.RuntimeException(HttpStatus.PAYLOAD_TOO_LARGE_413), true);
        }
    }
}
