package io.boson.server.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/// Keeps the content type as we write it: Jetty has a spelling of its own, and ours is a promise.
final class JsonTyped extends Response.Wrapper {

    private static final HttpField JSON =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, Json.TYPE);
    private static final String JETTY_JSON = "application/json;charset=utf-8";

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
        return field.getHeader() == HttpHeader.CONTENT_TYPE && field.getValue().equals(JETTY_JSON)
                ? JSON
                : field;
    }
}
