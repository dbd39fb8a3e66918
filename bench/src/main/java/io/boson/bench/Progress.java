package io.boson.bench;

/// Tells the person who waits what goes on; the table alone goes to standard output.
final class Progress {

    private Progress() {}

    static void say(String what) {
        System.err.println("bench: " + what);
    }
}
