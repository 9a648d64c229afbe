"""A native module without the SDK: a socket and JSON of the standard library. Reconnects for as long as it lives."""

import contextlib
import json
import os
import socket
import sys
import time


def serve(token: str) -> None:
    """One connection: hello, ready, a word to the others, then answers until the bus goes away."""
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect(os.environ["SKELLY_BUS"].removeprefix("unix:"))

        def send(**message: object) -> None:
            sock.sendall(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")

        me = os.environ["SKELLY_MODULE_ID"]
        send(id="hello", method="hello", params={"module": me, "token": token, "protocol": 1})
        send(id="ready", method="ready", params={})
        send(id="hi", method="publish", params={"topic": f"{me}.hi", "payload": {"pid": os.getpid()}})
        for line in sock.makefile("rb"):
            message = json.loads(line)
            if "quiet" not in sys.argv:
                print(message.get("method"), json.dumps(message.get("params")), flush=True)
            if message.get("method") == "health.check":
                send(
                    id=message["id"],
                    result={"status": "healthy", "metrics": {"message_queue_depth": 3}, "issues": []},
                )
            elif message.get("method") in ("config.update", "echo"):
                send(id=message["id"], result={"applied": True, "got": message["params"]})
            elif "method" in message and "id" in message:
                send(id=message["id"], error={"code": -32601, "message": "no such method"})


if __name__ == "__main__":
    with os.fdopen(int(os.environ["SKELLY_BUS_TOKEN_FD"])) as pipe:
        TOKEN = pipe.read()
    while True:
        with contextlib.suppress(OSError):
            serve(TOKEN)
        time.sleep(0.1)
