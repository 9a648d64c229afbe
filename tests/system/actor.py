"""A program that tests run as a module: `actor.py ROLE ARGUMENTS…`. It imports nothing slow, as it starts often."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time


def lines(pause: str) -> None:
    """Print 1, 2, 3, … without an end; `pause` seconds between two."""
    number = 0
    while True:
        number += 1
        os.write(1, f"line {number}\n".encode())
        time.sleep(float(pause))


def flood(progress: str) -> None:
    """Write without a pause and without an end; after each MB the sum goes to the file `progress`."""
    chunk = b"".join(b"%07d and a line of eighty columns, that says nothing, but says it very often\n" % n
                     for n in range(13_000))  # fmt: skip
    written = 0
    while True:
        written += os.write(1, chunk)
        with open(progress + ".new", "w") as file:
            file.write(str(written))
        os.replace(progress + ".new", progress)


def web(port: str, answer: str) -> None:
    """Answer every HTTP request with the status that the file `answer` holds at that moment."""
    with socket.create_server(("127.0.0.1", int(port))) as server:
        while True:
            with server.accept()[0] as visitor:
                visitor.recv(65536)
                with open(answer) as file:
                    status = file.read().strip()
                head = f"HTTP/1.1 {status} So\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                visitor.sendall(head.encode())


def notify(orders: str, *at_start: str) -> None:
    """Send what stands in the arguments, then each line that comes through the pipe `orders`, to NOTIFY_SOCKET."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as service:
        service.connect(os.environ["NOTIFY_SOCKET"])
        for word in at_start:
            service.send(word.encode())
        with open(os.open(orders, os.O_RDWR), "rb", buffering=0) as pipe:
            for order in pipe:
                service.send(order.strip())


def watched(silence: str) -> None:
    """READY=1 at once, and WATCHDOG=1 every 30 ms, as long as there is no file `silence`."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as service:
        service.connect(os.environ["NOTIFY_SOCKET"])
        service.send(b"READY=1")
        while True:
            if not os.path.exists(silence):
                service.send(b"WATCHDOG=1")
            time.sleep(0.03)


def relay(pause: str) -> None:
    """A process that is never the same for long: each forks the next and ends, in a session of its own."""
    if os.fork():
        signal.pause()
    os.setsid()
    while True:
        time.sleep(float(pause))
        if os.fork():
            os._exit(0)


def witness(file: str, name: str, slow: str) -> None:
    """Write down when it is told to end, and `slow` seconds later that it does."""

    def end(*_: object) -> None:
        _append(file, f"{name} asked")
        time.sleep(float(slow))
        _append(file, f"{name} ends")
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    _append(file, f"{name} begins")
    while True:
        signal.pause()


def farewell(file: str) -> None:
    """On SIGTERM, start what ignores SIGTERM: a child in the group, one in its own session, and a bare daemon."""

    def end(*_: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for environment, alone in ((os.environ, False), (os.environ, True), ({}, True)):
            arguments = ["/bin/sleep", "100000"]
            if os.fork():
                continue
            if alone:
                os.setsid()
                if os.fork():
                    os._exit(0)
            _append(file, str(os.getpid()))
            os.execve("/bin/sleep", arguments, environment)
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    _append(file, "listening")
    while True:
        signal.pause()


def mortal(file: str, name: str, seconds: str) -> None:
    """Write down the start, and exit with 3 after so many seconds."""
    _append(file, name)
    time.sleep(float(seconds))
    sys.exit(3)


def busy() -> None:
    """Keep one processor busy."""
    while True:
        pass


def grow(megabytes: str) -> None:
    """Hold so much memory, grown to within a second."""
    held = []
    for _ in range(int(megabytes)):
        held.append(os.urandom(1) * 2**20)
        time.sleep(0.005)
    signal.pause()


def leak(what: str) -> None:
    """Open file after file, or start thread after thread, and go on with those that could be had."""
    import threading

    while True:
        try:
            if what == "files":
                os.open("/dev/null", os.O_RDONLY)
            else:
                threading.Thread(target=threading.Event().wait, daemon=True).start()
        except (OSError, RuntimeError):
            pass
        time.sleep(0.02)


def _append(file: str, line: str) -> None:
    with open(file, "a") as history:
        history.write(line + "\n")


ROLES = {
    role.__name__: role
    for role in (lines, flood, web, notify, watched, relay, witness, farewell, mortal, busy, grow, leak)
}

if __name__ == "__main__":
    ROLES[sys.argv[1]](*sys.argv[2:])
