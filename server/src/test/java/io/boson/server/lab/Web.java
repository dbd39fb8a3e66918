package io.boson.server.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A web server, and one of iperf3, that only a node reaches.
///
/// @param network the first three numbers of its IPv4 network
/// @param networkIpv6 its IPv6 network, without the `::`
record Web(Namespace machine, String network, String networkIpv6, Path page) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAGE_BYTES = 1_000_000;
    private static final Duration START_MAX = Duration.ofSeconds(20);
    private static final String SECONDS = "2";

    /// @param number of the node, from 1 to 9
    static Web build(Lab lab, int number, Namespace node) {
        Namespace machine = Namespace.add(node.name() + "web");
        Web web =
                new Web(
                        machine,
                        "10.80." + number,
                        "2001:db8:80:" + number,
                        lab.file("web" + number).resolve("page"));
        node.ip(
                """
                link add web type veth peer name eth0 netns %1$s
                link set web up
                addr add %2$s.1/24 dev web
                addr add %3$s::1/64 dev web nodad
                """
                        .formatted(machine.name(), web.network, web.networkIpv6));
        machine.ip(
                """
                link set eth0 up
                addr add %1$s.80/24 dev eth0
                addr add %2$s::80/64 dev eth0 nodad
                """
                        .formatted(web.network, web.networkIpv6));
        node.forwards();
        node.nft(
                """
                table inet lab {
                  chain leave { type nat hook postrouting priority 100;
                    oifname "web" masquerade
                  }
                }
                """);
        web.serve(lab, number);
        return web;
    }

    /// Of IPv4, and of IPv6.
    List<String> networks() {
        return List.of(network + ".0/24", networkIpv6 + "::/64");
    }

    String address() {
        return network + ".80";
    }

    String addressIpv6() {
        return networkIpv6 + "::80";
    }

    private void serve(Lab lab, int number) {
        byte[] bytes = new byte[PAGE_BYTES];
        new Random(number).nextBytes(bytes);
        try {
            Files.createDirectories(page.resolveSibling(""));
            Files.write(page, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String served = page.resolveSibling("").toAbsolutePath().normalize().toString();
        lab.owns(
                machine.start(
                        lab.file("web" + number + ".log"),
                        Map.of(),
                        Command.ofJdk("jwebserver"),
                        "-b",
                        "::",
                        "-p",
                        "80",
                        "-d",
                        served));
        lab.owns(machine.start(lab.file("iperf" + number + ".log"), Map.of(), "iperf3", "-s"));
        await("web server")
                .atMost(START_MAX)
                .until(() -> machine.succeeds("curl", "-sfo", "/dev/null", "http://[::1]/"));
    }

    /// Fails unless the page arrives whole.
    void fetch(Namespace client, String address) {
        Path got = page.resolveSibling("").resolveSibling("got");
        String host = address.contains(":") ? "[" + address + "]" : address;
        client.run("curl", "-sSf", "-m", "20", "-o", got.toString(), "http://" + host + "/page");
        assertThat(got).hasSameBinaryContentAs(page);
    }

    /// @return in megabits a second, what arrives at the web server
    double up(Namespace client) {
        return megabits(client.run("iperf3", "-J", "-t", SECONDS, "-c", address()));
    }

    /// @return in megabits a second, what arrives at the client
    double down(Namespace client) {
        return megabits(client.run("iperf3", "-J", "-R", "-t", SECONDS, "-c", address()));
    }

    private static double megabits(String report) {
        try {
            return JSON.readTree(report)
                            .path("end")
                            .path("sum_received")
                            .path("bits_per_second")
                            .asDouble()
                    / 1e6;
        } catch (JsonProcessingException notJson) {
            throw new IllegalStateException(report, notJson);
        }
    }
}
