"""The module `web`: serves the files of one folder over HTTP, to this machine only.

Run as `python -m skelly_tray.modules.web_server --port N --folder DIR`. Small on purpose (http.server is three
times its memory): GET and HEAD, one request a connection. `/alive` answers as long as the server works.
"""

# No pathlib: it would be a tenth of this program's memory.
# ruff: noqa: PTH103, PTH112, PTH118, PTH122

from __future__ import annotations

import os
import re
import socket
import stat
import sys
import threading

from skelly_tray.modules.ending import end_on_request
from skelly_tray.modules.options import read_number, read_options

HOST = "127.0.0.1"
_PATIENCE = 5.0
"""Seconds that a connection may be silent: browsers open some in advance and never use them."""
_MOST_CONNECTIONS = 32
_MOST_HEADER = 16 * 1024
_PIECE = 64 * 1024
_TYPES = {
    ".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8", ".js": "text/javascript",
    ".json": "application/json", ".png": "image/png", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8",
}  # fmt: skip
_REASONS = {200: "OK", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed"}


def find_file(folder: str, target: str) -> str | None:
    """The file that the request target means, or None when it names none inside `folder`."""
    path = _unquoted(target.split("?", 1)[0])
    if "\\" in path or "\0" in path or not path.startswith("/"):
        return None
    parts = [part for part in path.split("/") if part]
    if any(part.startswith(".") for part in parts):
        return None
    found = os.path.realpath(os.path.join(folder, *parts))
    if os.path.isdir(found):
        found = os.path.join(found, "index.html")
    inside = os.path.realpath(found).startswith(os.path.realpath(folder) + os.sep)
    return found if inside else None


def _unquoted(path: str) -> str:
    """With %20 and its like decoded; urllib.parse would do it too, for half a megabyte."""
    raw = re.sub(
        rb"%([0-9A-Fa-f]{2})", lambda match: bytes.fromhex(match[1].decode()), path.encode("latin-1")
    )
    return raw.decode("utf-8", "replace")


def serve(connection: socket.socket, folder: str) -> None:
    """Answer one request and close."""
    with connection:
        connection.settimeout(_PATIENCE)
        try:
            request = _read_request(connection)
            if request is not None:
                _answer(connection, folder, *request)
        except OSError:
            return  # the visitor went away, and it was only about it


def _read_request(connection: socket.socket) -> tuple[str, str] | None:
    """Method and target; ("", "") for what is no request, None when nothing came."""
    header = b""
    while b"\r\n\r\n" not in header:
        piece = connection.recv(4096)
        if not piece:
            return None
        header += piece
        if len(header) > _MOST_HEADER:
            return "", ""
    words = header.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
    return (words[0], words[1]) if len(words) == 3 and words[2].startswith("HTTP/1.") else ("", "")


def _answer(connection: socket.socket, folder: str, method: str, target: str) -> None:
    if method not in ("GET", "HEAD"):
        _send_text(connection, 405 if method else 400, method)
        return
    if target == "/alive":
        _send_text(connection, 200, method)
        return
    path = find_file(folder, target)
    try:
        if path is None:
            raise FileNotFoundError(target)
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        _send_text(connection, 404, method)
        return
    with os.fdopen(descriptor, "rb") as file:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            _send_text(connection, 404, method)
            return
        kind = _TYPES.get(os.path.splitext(path)[1].lower(), "application/octet-stream")
        connection.sendall(_header(200, kind, facts.st_size))
        left = facts.st_size if method == "GET" else 0
        while left > 0 and (piece := file.read(min(left, _PIECE))):
            connection.sendall(piece)
            left -= len(piece)


def _send_text(connection: socket.socket, status: int, method: str) -> None:
    body = f"{_REASONS[status]}\n".encode()
    header = _header(status, "text/plain; charset=utf-8", len(body))
    connection.sendall(header if method == "HEAD" else header + body)


def _header(status: int, kind: str, size: int) -> bytes:
    lines = (
        f"HTTP/1.1 {status} {_REASONS[status]}",
        f"Content-Type: {kind}",
        f"Content-Length: {size}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        "Connection: close",
    )
    return "\r\n".join((*lines, "", "")).encode("latin-1")


def main(arguments: list[str]) -> None:
    """Never returns: ends by SystemExit, with 1 when the port is taken."""
    end_on_request()
    options = read_options(arguments, {"port": None, "folder": None})
    port, folder = int(read_number(options, "port", 0, 65535)), options["folder"]
    os.makedirs(folder, mode=0o700, exist_ok=True)
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let two servers share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        sys.stderr.write(f"cannot listen on {HOST}:{port}: {error.strerror}\n")
        sys.exit(1)
    listener.listen(64)
    sys.stdout.write(f"serving {folder} at http://{HOST}:{listener.getsockname()[1]}/\n")
    sys.stdout.flush()
    _accept_forever(listener, folder)


def _accept_forever(listener: socket.socket, folder: str) -> None:
    slots = threading.BoundedSemaphore(_MOST_CONNECTIONS)

    def serve_one(connection: socket.socket) -> None:
        try:
            serve(connection, folder)
        finally:
            slots.release()

    while True:
        slots.acquire()
        connection, _ = listener.accept()
        threading.Thread(target=serve_one, args=(connection,), daemon=True).start()


if __name__ == "__main__":
    main(sys.argv[1:])
