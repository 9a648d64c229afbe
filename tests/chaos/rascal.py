"""A module that misbehaves on order: `rascal.py NAME ORDERS [tree] [http PORT]`, with the standard library alone.

Its orders are the words of the file ORDERS/NAME, read at its start and ten times a second:
    exit        it ends at once, with 3 (an exit storm, for as long as the file says so)
    slow S      it does nothing for S seconds after its start
    balloon MB  it holds so much memory
    leak N      it holds N open files
"""

import contextlib
import os
import select
import socket
import sys
import time

TICK = 0.1
HTTP_OK = b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"


def orders(path: str) -> list[str]:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().split()
    except OSError:
        return []


def grow_a_tree(name: str) -> None:
    """A child in the group, and a daemon in a session of its own."""
    for alone in (False, True):
        if os.fork():
            continue
        if alone:
            os.setsid()
            if os.fork():
                os._exit(0)
        os.execv(
            sys.executable,
            [sys.executable, "-I", "-S", "-c", "import time; time.sleep(1e5)", f"member-of-{name}"],
        )
    with contextlib.suppress(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def say(text: bytes) -> None:
    """sd_notify, if anybody listens; a full socket is not waited for."""
    path = os.environ.get("NOTIFY_SOCKET")
    if path:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender, contextlib.suppress(OSError):
            sender.setblocking(False)
            sender.sendto(text, path)


def listen(port: int) -> socket.socket:
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("127.0.0.1", port))
    server.listen(16)
    return server


def answer(server: socket.socket) -> None:
    peer, _ = server.accept()
    with peer, contextlib.suppress(OSError):
        peer.settimeout(TICK)
        peer.recv(4096)
        peer.sendall(HTTP_OK)


def obey(words: list[str], held: list[object]) -> None:
    """Be as large as ordered, and no larger."""
    if words[:1] == ["exit"]:
        sys.exit(3)
    if words[:1] == ["balloon"]:
        if not held:
            held.append(bytearray(os.urandom(4096)) * (int(words[1]) * 256))
    elif words[:1] == ["leak"]:
        while len(held) < int(words[1]):
            held.append(open(os.devnull))  # noqa: SIM115 - that it stays open is the point
    else:
        held.clear()


def main(name: str, folder: str, *rest: str) -> None:
    path = os.path.join(folder, name)
    words = orders(path)
    if words[:1] == ["slow"]:
        time.sleep(float(words[1]))
    held: list[object] = []
    obey(words, held)
    server = listen(int(rest[rest.index("http") + 1])) if "http" in rest else None
    if "tree" in rest:
        grow_a_tree(name)
    print("ready to serve", flush=True)
    while True:
        say(b"READY=1\nWATCHDOG=1")
        if select.select([server] if server else [], [], [], TICK)[0] and server:
            answer(server)
        obey(orders(path), held)


if __name__ == "__main__":
    main(*sys.argv[1:])
