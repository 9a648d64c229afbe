"""A program that asks for a `ping` every 2 ms over one connection: it sees a loop that stands still.

`pulse.py SOCKET`: for each line that it reads it prints the times of all answers since the last, in ms, sorted.
"""

import json
import select
import socket
import sys
import time

QUESTION = b'{"jsonrpc":"2.0","id":1,"method":"ping","params":{}}\n'
PAUSE = 0.002

sock = socket.socket(socket.AF_UNIX)
sock.connect(sys.argv[1])
answers = sock.makefile("rb")
times: list[float] = []
while True:
    began = time.perf_counter()
    sock.sendall(QUESTION)
    answers.readline()
    times.append(1000 * (time.perf_counter() - began))
    if select.select([sys.stdin], [], [], PAUSE)[0]:
        if not sys.stdin.readline():
            break
        print(json.dumps(sorted(times)), flush=True)
        times = []
