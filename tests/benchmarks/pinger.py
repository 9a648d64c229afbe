"""A module that asks another one again and again over the bus, and writes down how long each answer took."""

import json
import os
import socket
import sys
import time

with os.fdopen(int(os.environ["SKELLY_BUS_TOKEN_FD"])) as pipe:
    TOKEN = pipe.read()
ME, TARGET, COUNT, FILE = os.environ["SKELLY_MODULE_ID"], sys.argv[1], int(sys.argv[2]), sys.argv[3]
sock = socket.socket(socket.AF_UNIX)
sock.connect(os.environ["SKELLY_BUS"].removeprefix("unix:"))
lines = sock.makefile("rb")


def send(**message: object) -> None:
    sock.sendall(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")


def answer_to(wanted: object) -> None:
    """Read on until that answer; checks in between are answered."""
    for line in lines:
        message = json.loads(line)
        if message.get("method") == "health.check":
            send(id=message["id"], result={"status": "healthy"})
        elif message.get("id") == wanted and "method" not in message:
            return


send(id="hello", method="hello", params={"module": ME, "token": TOKEN, "protocol": 1})
answer_to("hello")
send(id="ready", method="ready", params={})
answer_to("ready")
times = []
ask = {
    "jsonrpc": "2.0",
    "id": 7,
    "method": "request",
    "params": {"target": TARGET, "method": "echo", "params": {}},
}
question = json.dumps(ask).encode() + b"\n"
for _ in range(COUNT):
    began = time.perf_counter()
    sock.sendall(question)
    line = lines.readline()
    while b'"health.check"' in line:
        send(id=json.loads(line)["id"], result={"status": "healthy"})
        line = lines.readline()
    times.append(1000 * (time.perf_counter() - began))
    time.sleep(0.001)
with open(FILE + ".new", "w") as file:
    json.dump(times, file)
os.replace(FILE + ".new", FILE)
answer_to("nothing more")
