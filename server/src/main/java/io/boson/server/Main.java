package io.boson.server;

import io.boson.server.cli.Boson;

/// Where the JVM begins: the command line, with a real server behind it.
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(Boson.run(new Serve(System.out), args));
    }
}
