#!/usr/bin/python3
"""Records recorded.txt: what two clients and a node, real wireguard-go peers, say to each other.

    python3 record.py > recorded.txt       as root, with Debian's wireguard-go, wireguard-tools, iproute2,
                                           iputils-ping and tcpdump

Two network namespaces joined by a veth pair; the keys are made here and used nowhere else.  In order:
client1 connects and both sides send; client2 connects; after 120 s client1 and the node rekey; then the node is flooded
until it answers client2's next initiation with a cookie reply, which client2 repeats with mac2.
"""
import os, struct, subprocess, tempfile, time
from base64 import b64decode

A, B = f"rec{os.getpid()}a", f"rec{os.getpid()}b"
PORTS = {1111: "client1", 2222: "client2", 3333: "node"}
IPS = {"client1": "10.9.0.1", "client2": "10.9.0.2", "node": "10.9.0.3"}
procs = []


def run(*cmd, **kw):
    return subprocess.run(cmd, check=True, capture_output=True, text=True, **kw).stdout.strip()


def inside(ns, *cmd, **kw):
    return run("ip", "netns", "exec", ns, *cmd, **kw)


def start(ns, *cmd):
    p = subprocess.Popen(["ip", "netns", "exec", ns, *cmd], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    procs.append(p)
    return p


def device(name):
    return f"{name[0]}{name[-1]}{os.getpid()}"


def ping(ns, name, to, *more):
    subprocess.run(["ip", "netns", "exec", ns, "ping", "-n", "-c1", "-W8", "-I", device(name), *more, IPS[to]], capture_output=True)


def interface(ns, name, port, keys, peers):
    dev = device(name)
    start(ns, "wireguard-go", "-f", dev)
    for _ in range(100):
        if os.path.exists(f"/var/run/wireguard/{dev}.sock"): break
        time.sleep(.05)
    conf = f"[Interface]\nPrivateKey={keys[name][0]}\nListenPort={port}\n"
    for peer, endpoint in peers:
        conf += f"[Peer]\nPublicKey={keys[peer][1]}\nAllowedIPs={IPS[peer]}/32\n" + (f"Endpoint={endpoint}\n" if endpoint else "")
    inside(ns, "wg", "setconf", dev, "/dev/stdin", input=conf)
    inside(ns, "ip", "addr", "add", IPS[name] + "/32", "dev", dev)
    inside(ns, "ip", "link", "set", dev, "up", "mtu", "1420")
    for peer, _ in peers: inside(ns, "ip", "route", "add", IPS[peer] + "/32", "dev", dev, "src", IPS[name], "metric", str(port))


def flood(node, seconds):
    """Initiations with a good mac1 and nothing else good, from another address, sent within the client's namespace."""
    code = f"""
import hashlib, os, socket, time
key = hashlib.blake2s(b"mac1----" + bytes.fromhex("{b64decode(node).hex()}")).digest()
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("192.0.2.9", 4444))
m = []
for i in range(2000):
    b = b"\\1\\0\\0\\0" + os.urandom(112); m.append(b + hashlib.blake2s(b, digest_size=16, key=key).digest() + bytes(16))
end = time.time() + {seconds}
while time.time() < end:
    for x in m: s.sendto(x, ("192.0.2.3", 3333))
"""
    return start(A, "python3", "-c", code)


def packets(path):
    data, at = open(path, "rb").read(), 24
    while at < len(data):
        sec, usec, size, _ = struct.unpack("<4I", data[at:at + 16])
        frame, at = data[at + 16:at + 16 + size], at + 16 + size
        ip = frame[14:]
        head = (ip[0] & 15) * 4
        src, dst, length, _ = struct.unpack("!4H", ip[head:head + 8])
        yield sec + usec / 1e6, src, dst, ip[head + 8:head + length]


def main():
    keys = {}
    for name in IPS:
        private = run("wg", "genkey")
        keys[name] = (private, run("wg", "pubkey", input=private))
    pcap = tempfile.mktemp()
    try:
        for ns in (A, B): run("ip", "netns", "add", ns); inside(ns, "ip", "link", "set", "lo", "up")
        run("ip", "link", "add", "v0", "netns", A, "type", "veth", "peer", "name", "v0", "netns", B)
        for ns, ips in ((A, ("192.0.2.1", "192.0.2.9")), (B, ("192.0.2.3",))):
            for ip in ips: inside(ns, "ip", "addr", "add", ip + "/24", "dev", "v0")
            inside(ns, "ip", "link", "set", "v0", "up")
        dump = start(A, "tcpdump", "-Z", "root", "-U", "-i", "v0", "-w", pcap, "udp and host 192.0.2.1")
        time.sleep(1)
        interface(B, "node", 3333, keys, [("client1", None), ("client2", None)])
        interface(A, "client1", 1111, keys, [("node", "192.0.2.3:3333")])
        ping(A, "client1", "node"); ping(A, "client1", "node", "-s", "1392"); ping(B, "node", "client1")
        interface(A, "client2", 2222, keys, [("node", "192.0.2.3:3333")])
        ping(A, "client2", "node")
        for _ in range(21): time.sleep(6); ping(A, "client1", "node")
        flooding = flood(keys["node"][1], 14)
        time.sleep(1)
        ping(A, "client2", "node"); time.sleep(6); ping(A, "client2", "node"); time.sleep(3)
        dump.terminate(); dump.wait()
        print("# Made by record.py with wireguard-go", run("wireguard-go", "--version").split()[1], "over UDP and IPv4.")
        print("# key NAME PRIVATE PUBLIC; packet MILLISECONDS FROM TO BYTES")
        for name, (private, public) in keys.items(): print("key", name, private, public)
        first = None
        for t, src, dst, payload in packets(pcap):
            first = first or t
            if src in PORTS and dst in PORTS: print("packet", round((t - first) * 1000), PORTS[src], PORTS[dst], payload.hex())
    finally:
        for p in procs: p.terminate()
        for ns in (A, B): subprocess.run(["ip", "netns", "del", ns], capture_output=True)
        if os.path.exists(pcap): os.remove(pcap)


main()
