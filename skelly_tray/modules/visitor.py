"""The module `visitor`: fetches a page again and again and says what it saw.

Run as `python -m skelly_tray.modules.visitor --url http://127.0.0.1:PORT/ --every SECONDS`.
"""

from __future__ import annotations

import re
import socket
import sys
import time

from skelly_tray.modules.ending import end_on_request
from skelly_tray.modules.options import read_number, read_options

_PATIENCE = 5.0
"""Seconds for connecting, and for each piece of the answer."""
_MOST = 64 * 1024
_URL = re.compile(r"http://([^/:]+):([0-9]{1,5})(/[!-~]*)?")
_TITLE = re.compile(rb"<title>([^<]{0,200})</title>")


def fetch(host: str, port: int, path: str) -> bytes:
    """The whole answer, at most 64 KiB of it. Raises OSError."""
    with socket.create_connection((host, port), timeout=_PATIENCE) as connection:
        connection.sendall(f"GET {path} HTTP/1.0\r\nHost: {host}:{port}\r\n\r\n".encode("latin-1"))
        answer = b""
        while len(answer) < _MOST and (piece := connection.recv(4096)):
            answer += piece
        return answer


def describe(answer: bytes) -> str:
    """One line about an answer: its status, and the title of the page."""
    status = answer.split(b"\r\n", 1)[0].decode("latin-1")[:80] or "an empty answer"
    title = _TITLE.search(answer)
    return f"{status}: {title[1].decode('utf-8', 'replace')}" if title else status


def main(arguments: list[str]) -> None:
    """Never returns: ends by SystemExit."""
    end_on_request()
    options = read_options(arguments, {"url": None, "every": "10"})
    every = read_number(options, "every", 0.05, 86400)
    parts = _URL.fullmatch(options["url"])
    if parts is None:
        sys.stderr.write(f"--url {options['url']!r} is not http://HOST:PORT/PATH\n")
        sys.exit(2)
    while True:
        try:
            line = describe(fetch(parts[1], int(parts[2]), parts[3] or "/"))
        except OSError as error:
            sys.stderr.write(f"the page could not be fetched: {error}\n")
        else:
            sys.stdout.write(f"saw {line}\n")
            sys.stdout.flush()
        time.sleep(every)


if __name__ == "__main__":
    main(sys.argv[1:])
