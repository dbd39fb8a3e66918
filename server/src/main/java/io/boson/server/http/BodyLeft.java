package io.boson.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Says so where a refusal ends its connection: one that comes before the request's body leaves
/// that in the way of the next request, and a client that is not told would lose its next request
/// there (RFC 9112, section 9.3).
final class BodyLeft extends Response.Wrapper {

    private static final HttpField CLOSE =
            new PreEncodedHttpField(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());

    BodyLeft(Request request, Response response) {
        super(request, response);
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
        if (!isCommitted() && isRefusal() && isHttp1() && !getRequest().consumeAvailable()) {
            getHeaders().put(CLOSE);
        }
        super.write(last, content, callback);
    }

    private boolean isRefusal() {
        return HttpStatus.isClientError(getStatus()) || HttpStatus.isServerError(getStatus());
    }

    private boolean isHttp1() {
        return getRequest().getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1;
    }
}
