package io.boson.server.lab;

/// A machine behind a NAT of its own.
///
/// @param number from 1, unlike any other home's
record Home(int number, Namespace machine, Namespace router) {

    /// How the NAT chooses the port that a connection leaves from.
    enum Mapping {
        /// The one inside, so the same toward everybody; what comes back is filtered by its sender.
        CONE("masquerade"),
        /// At random toward each.
        SYMMETRIC("masquerade fully-random");

        private final String rule;

        Mapping(String rule) {
            this.rule = rule;
        }
    }

    private static final String IPV6_INSIDE = "2001:db8:77:%d::%d";

    /// @param pub where the homes meet; its bridge is `br0`
    static Home build(String prefix, int number, Mapping mapping, Namespace pub) {
        Home home =
                new Home(
                        number,
                        Namespace.add(prefix + "m" + number),
                        Namespace.add(prefix + "r" + number));
        String port = "h" + number;
        pub.ip(
                """
                link add %1$s type veth peer name wan netns %2$s
                link set %1$s master br0 up
                link set %1$s type bridge_slave isolated on
                route add 2001:db8:77:%3$d::/64 via %4$s
                """
                        .formatted(port, home.router.name(), number, ipv6Outside(number)));
        home.router.ip(
                """
                link set wan up
                addr add %1$s/24 dev wan
                addr add %2$s/64 dev wan nodad
                route add default via %3$s
                route add default via %4$s
                link add lan type veth peer name eth0 netns %5$s
                link set lan up
                addr add 10.77.%6$d.1/24 dev lan
                addr add %7$s/64 dev lan nodad
                """
                        .formatted(
                                outside(number),
                                ipv6Outside(number),
                                Lab.PUBLIC,
                                Lab.PUBLIC_IPV6,
                                home.machine.name(),
                                number,
                                IPV6_INSIDE.formatted(number, 1)));
        home.router.forwards();
        home.machine.ip(
                """
                link set eth0 up
                addr add 10.77.%1$d.2/24 dev eth0
                addr add %2$s/64 dev eth0 nodad
                route add default via 10.77.%1$d.1
                route add default via %3$s
                """
                        .formatted(
                                number,
                                IPV6_INSIDE.formatted(number, 2),
                                IPV6_INSIDE.formatted(number, 1)));
        home.map(mapping.rule);
        return home;
    }

    /// In mid-flow: all UDP that leaves from now on does so from other ports.
    ///
    /// @param firstPort of a hundred
    void rebind(int firstPort) {
        map("meta l4proto udp masquerade to :%d-%d".formatted(firstPort, firstPort + 99));
        router.run("conntrack", "-D", "-p", "udp");
    }

    /// In mid-flow: another public address.
    ///
    /// @param last of 203.0.113.0/24
    void move(int last) {
        router.ip(
                """
                addr del %1$s/24 dev wan
                addr add 203.0.113.%2$d/24 dev wan
                route replace default via %3$s
                """
                        .formatted(outside(number), last, Lab.PUBLIC));
        router.run("conntrack", "-F");
    }

    /// As a router that starts anew: it knows no connection any more, and gives other ports.
    ///
    /// @param firstPort of a hundred
    void restart(int firstPort) {
        String ports = "%d-%d".formatted(firstPort, firstPort + 99);
        map("meta l4proto { tcp, udp } masquerade to :" + ports);
        router.run("conntrack", "-F");
    }

    /// Lets nothing of a kind out any more.
    ///
    /// @param kind in words of nft(8)
    void shut(String kind) {
        router.nft(
                """
                table inet shut {
                  chain cross { type filter hook forward priority -1; policy accept;
                    %s drop
                  }
                }
                """
                        .formatted(kind));
    }

    /// Replaces what was there. The second rule is for what the first does not cover.
    private void map(String rule) {
        router.nft(
                """
                table ip lab
                delete table ip lab
                table ip lab {
                  chain leave { type nat hook postrouting priority 100;
                    oifname "wan" %s
                    oifname "wan" masquerade
                  }
                }
                table inet door
                delete table inet door
                table inet door {
                  chain cross { type filter hook forward priority 0; policy drop;
                    ct state established,related accept
                    iifname "lan" accept
                  }
                }
                """
                        .formatted(rule));
    }

    private static String outside(int number) {
        return "203.0.113." + (100 + number);
    }

    private static String ipv6Outside(int number) {
        return "2001:db8::" + (100 + number);
    }
}
