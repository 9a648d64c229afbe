"""A module without the SDK: JSON lines on a socket are all it takes, in any language."""

import json
import os
import socket

module = os.environ["SKELLY_MODULE_ID"]
token = os.read(int(os.environ["SKELLY_BUS_TOKEN_FD"]), 4096).decode().strip()
bus = socket.socket(socket.AF_UNIX)
bus.connect(os.environ["SKELLY_BUS"].removeprefix("unix:"))


def say(**message: object) -> None:
    bus.sendall(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")


say(id=1, method="hello", params={"module": module, "token": token, "protocol": 1})
say(id=2, method="ready", params={})
say(id=3, method="publish", params={"topic": f"{module}.started", "payload": {"pid": os.getpid()}})
for message in map(json.loads, bus.makefile("rb")):
    if message.get("method") == "health.check":
        say(id=message["id"], result={"status": "healthy", "metrics": {}, "issues": []})
    elif "method" in message and "id" in message:
        say(id=message["id"], error={"code": -32601, "message": "no such method"})
