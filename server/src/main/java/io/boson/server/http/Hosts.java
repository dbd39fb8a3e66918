package io.boson.server.http;

/// Host names and addresses as URLs have them.
public final class Hosts {

    private Hosts() {}

    /// An IPv6 literal in brackets (RFC 3986 3.2.2), anything else as it is.
    public static String inUrl(String host) {
        return host.indexOf(':') >= 0 ? '[' + host + ']' : host;
    }
}
