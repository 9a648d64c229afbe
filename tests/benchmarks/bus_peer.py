"""A peer of the bus as lean as Python allows: `python bus_peer.py ROLE SOCKET MODULE TOKEN [COUNT]`.

Roles: `answer` answers every request; `idle` stays connected; `flood` publishes as fast as it can; `send` publishes
COUNT messages and ends; `take` counts COUNT events and says how many seconds they took from first to last;
`acknowledge` does so too and answers each; `deaf` subscribes and never reads; `strangers` connects again and again
without a good token. Each says "ready" once it is.
"""

from __future__ import annotations

import json
import re
import socket
import sys
import time

TOPIC = "bench.topic"
PUBLISH = (
    b'{"jsonrpc":"2.0","method":"publish","params":{"topic":"bench.topic",'
    b'"payload":{"n":12345,"text":"a little text"}}}\n'
)
FLOOD = PUBLISH.replace(b"bench.topic", b"bench.flood")
BATCH = 200


def connect(path: str, module: str, token: str) -> socket.socket:
    """Says hello and ready; raises OSError when it is not let in."""
    sock = socket.socket(socket.AF_UNIX)
    sock.connect(path)
    ask(sock, "hello", {"module": module, "token": token, "protocol": 1})
    ask(sock, "ready", {})
    return sock


def ask(sock: socket.socket, method: str, params: dict[str, object]) -> bytes:
    """One request, and its answer as it comes. Only for a connection on which nothing else comes."""
    sock.sendall(json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode() + b"\n")
    answer = sock.recv(1 << 16)
    if b'"error"' in answer or not answer:
        raise OSError(answer.decode())
    return answer


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def answer(sock: socket.socket) -> None:
    number = re.compile(rb'"id":(\d+)')
    while data := sock.recv(1 << 16):
        ids = number.findall(data)
        sock.sendall(b"".join(b'{"jsonrpc":"2.0","id":%b,"result":{}}\n' % i for i in ids))


def take(sock: socket.socket, count: int) -> None:
    taken, began = 0, 0.0
    while taken < count:
        data = sock.recv(1 << 20)
        if not taken:
            began = time.monotonic()
        taken += data.count(b"\n")
    say(str(time.monotonic() - began))


def knock(path: str) -> None:
    """Connections that say a wrong hello, without an end."""
    hello = (
        b'{"jsonrpc":"2.0","id":1,"method":"hello","params":{"module":"m01","token":"wrong","protocol":1}}\n'
    )
    while True:
        with socket.socket(socket.AF_UNIX) as sock:
            sock.connect(path)
            sock.sendall(hello)
            while sock.recv(1 << 16):
                pass


def acknowledge(sock: socket.socket, count: int) -> None:
    number = re.compile(rb'"id":(\d+)')
    taken, began = 0, 0.0
    while taken < count:
        ids = number.findall(sock.recv(1 << 20))
        if not taken:
            began = time.monotonic()
        taken += len(ids)
        sock.sendall(b"".join(b'{"jsonrpc":"2.0","id":%b,"result":{}}\n' % i for i in ids))
    say(str(time.monotonic() - began))


def main(role: str, path: str, module: str, token: str, count: int) -> None:
    sock = connect(path, module, token)
    if role in ("take", "acknowledge", "deaf"):
        delivery = "reliable" if role == "acknowledge" else "best_effort"
        topic = "bench.flood" if role == "deaf" else TOPIC
        ask(sock, "subscribe", {"topics": [topic], "delivery": delivery})
    say("ready")
    if role == "answer":
        answer(sock)
    elif role == "take":
        take(sock, count)
    elif role == "acknowledge":
        acknowledge(sock, count)
    elif role == "strangers":
        knock(path)
    elif role == "send":
        for _ in range(count // BATCH):
            sock.sendall(PUBLISH * BATCH)
    while role == "flood":
        sock.sendall(FLOOD * BATCH)
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:5], int(sys.argv[5]) if len(sys.argv) > 5 else 0)
