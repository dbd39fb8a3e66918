package io.boson.relay.transport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// A browser without a window, and one page that it opens. The page is served here, and posts what
/// it has found to `/findings`.
final class Browser implements AutoCloseable {

    /// As Debian's package calls it.
    static final String PROGRAM = "chromium";

    private static final int ENDS_WITHIN_SECONDS = 10;

    private final HttpServer server;
    private final Process process;
    private final CompletableFuture<String> findings;

    private Browser(HttpServer server, Process process, CompletableFuture<String> findings) {
        this.server = server;
        this.process = process;
        this.findings = findings;
    }

    static boolean isHere() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, PROGRAM))) {
                return true;
            }
        }
        return false;
    }

    /// @param folder for its profile and what it says
    static Browser open(String page, Path folder) throws IOException {
        CompletableFuture<String> findings = new CompletableFuture<>();
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server = HttpServer.create(free, 0);
        server.createContext("/", exchange -> answer(exchange, 200, page));
        server.createContext("/favicon.ico", exchange -> answer(exchange, 404, ""));
        server.createContext(
                "/findings",
                exchange -> {
                    byte[] found = exchange.getRequestBody().readNBytes(1 << 20);
                    findings.complete(new String(found, StandardCharsets.UTF_8));
                    answer(exchange, 200, "");
                });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        try {
            ProcessBuilder browser =
                    new ProcessBuilder(command(url, folder))
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("browser.log").toFile());
            browser.environment().put("TMPDIR", folder.toString());
            return new Browser(server, browser.start(), findings);
        } catch (IOException notStarted) {
            server.stop(0);
            throw notStarted;
        }
    }

    Future<String> findings() {
        return findings;
    }

    private static List<String> command(String url, Path folder) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                PROGRAM,
                                "--headless",
                                "--user-data-dir=" + folder.resolve("profile"),
                                "--no-first-run",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--disable-extensions",
                                "--no-proxy-server"));
        if (System.getProperty("user.name").equals("root")) {
            // It refuses to start for root otherwise; all that it opens is this page.
            command.add("--no-sandbox");
        }
        command.add(url);
        return command;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /// With every process of its own.
    @Override
    public void close() {
        server.stop(0);
        List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
        family.add(process.toHandle());
        family.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle each : family) {
            each.onExit().completeOnTimeout(each, ENDS_WITHIN_SECONDS, TimeUnit.SECONDS).join();
        }
    }
}
