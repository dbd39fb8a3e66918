package io.boson.server.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A network namespace: a machine of its own, as far as the network goes.
record Namespace(String name) {

    static Namespace add(String name) {
        Command.run("ip", "netns", "add", name);
        Namespace added = new Namespace(name);
        // Addresses count at once: nobody else has them.
        added.set("ipv6/conf/all/accept_dad", 0);
        added.set("ipv6/conf/default/accept_dad", 0);
        added.ip("link set lo up");
        return added;
    }

    static Stream<Namespace> all() {
        return Command.run("ip", "netns", "list")
                .lines()
                .map(line -> new Namespace(line.split(" ", 2)[0]));
    }

    /// The words that run a program in here; `ip` becomes that program.
    List<String> inside(String... words) {
        return Stream.concat(Stream.of("ip", "netns", "exec", name), Stream.of(words)).toList();
    }

    String run(String... words) {
        return Command.run(inside(words), "");
    }

    String feed(String input, String... words) {
        return Command.run(inside(words), input);
    }

    boolean succeeds(String... words) {
        return Command.of(inside(words), "").exit() == 0;
    }

    Running start(Path log, Map<String, String> environment, String... words) {
        return Running.start(inside(words), environment, log);
    }

    /// @param commands of ip(8), one a line
    void ip(String commands) {
        Command.run(List.of("ip", "-n", name, "-batch", "-"), commands);
    }

    /// @param rules of nft(8)
    void nft(String rules) {
        feed(rules, "nft", "-f", "-");
    }

    /// Takes packets from one interface to another.
    void forwards() {
        set("ipv4/ip_forward", 1);
        set("ipv6/conf/all/forwarding", 1);
    }

    private void set(String parameter, int value) {
        run("sh", "-c", "echo %d >/proc/sys/net/%s".formatted(value, parameter));
    }

    /// Nothing that runs in here outlives it.
    void delete() {
        Command.of(List.of("ip", "netns", "pids", name), "")
                .out()
                .lines()
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .flatMap(Optional::stream)
                .forEach(ProcessHandle::destroyForcibly);
        Command.run("ip", "netns", "delete", name);
    }
}
