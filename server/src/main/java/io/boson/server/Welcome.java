package io.boson.server;

import io.boson.server.config.Clients;
import io.boson.server.config.ServerConfig;
import io.boson.server.http.Hosts;
import io.boson.server.token.TokenFile;
import java.io.PrintStream;
import java.util.Optional;

/// What a person sees when the server is ready: where it is, where their credential lies, and a
/// command that registers a first node.
///
/// @param enrolmentKey present where one is needed to register
record Welcome(ServerConfig config, RunningServer server, Optional<String> enrolmentKey) {

    void print(PrintStream out) {
        String api = "http://" + host() + ":" + server.httpPort();
        boolean home = config.bind().isLoopbackAddress();
        out.println();
        out.println("  Boson is ready.");
        out.println();
        out.println("  API        " + api + (home ? "   (this machine only: BOSON_BIND)" : ""));
        out.println(
                "  Relay      %s://%s:%d/relay/"
                        .formatted(config.relay().scheme(), host(), server.relayPort()));
        out.println("  WireGuard  " + host() + ":" + server.udpPort() + "   (UDP)");
        out.println("  Admin      http://127.0.0.1:" + server.adminPort());
        out.println("  Data       " + config.data().toAbsolutePath().normalize());
        out.println("  Operator   token in " + TokenFile.operatorFile(config.data()));
        enrolmentKey.ifPresent(key -> out.println("  Enrolment  " + key));
        if (config.clients() == Clients.KEY) {
            out.println("  Clients    key in " + TokenFile.clientFile(config.data()));
        }
        out.println();
        out.println("  Register a first node:");
        out.println();
        out.println(registerCommand(api));
        out.println();
        out.flush();
    }

    private String host() {
        return Hosts.inUrl(config.advertisedHost());
    }

    /// The public key is an example: any 32 bytes will do until WireGuard packets are to flow.
    private String registerCommand(String api) {
        return """
              curl -sS %s/api/v1/nodes/register \\
                -H 'Content-Type: application/json' \\%s
                -d '{"nodeId":"0b50a000-0000-4000-8000-000000000001",
                     "publicKey":"Qm9zb24gd2FudHMgYSByZWFsIFdpcmVHdWFyZCBrZXk=",
                     "networkInfo":{"ipv4":"192.0.2.1","ipv6":null,"natType":"FullCone",
                                    "stunMappedAddress":null,"localPort":51820},
                     "capabilities":{"maxConnections":10,"bandwidth":{"up":50,"down":100},
                                     "routing":true,"natting":true},
                     "location":{"country":"DE","region":"Hessen","coordinates":[50.1,8.7]}}'\
            """
                .formatted(
                        api,
                        enrolmentKey
                                .map(key -> "\n    -H 'Authorization: Bearer " + key + "' \\")
                                .orElse(""));
    }
}
