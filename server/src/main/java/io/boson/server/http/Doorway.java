package io.boson.server.http;

import java.util.Locale;
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

    private static final HttpField JSON =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, Json.TYPE);
    private static final String JETTY_JSON = "application/json;charset=utf-8";

    private static final int DRAINED_MAX = 16;

    private final long bodyBytesMax;

    Doorway(Handler next, long bodyBytesMax) {
        super(next);
        this.bodyBytesMax = bodyBytesMax;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(NO_SNIFFING);
        headers.put(NO_STORE);
        long length = request.getLength();
        if (length > bodyBytesMax) {
            refuse(length, request, response, callback);
            return true;
        }
        if (!Escapes.areSound(request.getHttpURI().getQuery())) {
            Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
            return true;
        }
        Request passed = length < 0 && hasBody(request) ? new Counted(request) : request;
        Request respelled = respelled(passed);
        return super.handle(respelled, new JsonTyped(respelled, response), callback);
    }

    /// A client that is still sending when the connection closes may never see the answer: a body
    /// not absurdly long is read to its end first, unless its sender waits to be asked for it.
    private void refuse(long length, Request request, Response response, Callback callback) {
        boolean waits = request.getHeaders().contains(HttpHeader.EXPECT);
        Runnable answer =
                () ->
                        Response.writeError(
                                request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
        if (waits || length > DRAINED_MAX * bodyBytesMax) {
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
    private final class Counted extends Request.Wrapper {

        private long bytes;

        Counted(Request request) {
            super(request);
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk chunk = super.read();
            if (chunk == null || Content.Chunk.isFailure(chunk)) {
                return chunk;
            }
            bytes += chunk.remaining();
            if (bytes <= bodyBytesMax) {
                return chunk;
            }
            chunk.release();
            return Content.Chunk.from(
                    new HttpException.RuntimeException(HttpStatus.PAYLOAD_TOO_LARGE_413), true);
        }
    }

    /// Jetty writes content types in a spelling of its own; ours is a promise.
    private static final class JsonTyped extends Response.Wrapper {

        private final HttpFields.Mutable headers;

        JsonTyped(Request request, Response response) {
            super(request, response);
            headers =
                    new HttpFields.Mutable.Wrapper(response.getHeaders()) {
                        @Override
                        public HttpField onAddField(HttpField field) {
                            return exact(field);
                        }

                        @Override
                        public HttpField onReplaceField(HttpField old, HttpField field) {
                            return exact(field);
                        }
                    };
        }

        @Override
        public HttpFields.Mutable getHeaders() {
            return headers;
        }

        private static HttpField exact(HttpField field) {
            return field.getHeader() == HttpHeader.CONTENT_TYPE
                            && field.getValue().equals(JETTY_JSON)
                    ? JSON
                    : field;
        }
    }
}
