"""Where a socket of one home is to be found: the same rule for the side that listens and the side that connects.

`run/NAME.sock`; a path too long for the system moves to a short private folder whose path stands in
`run/NAME.addr`; on Windows port and token stand in `run/NAME.json` (that branch has been written with care, but
was never run). Standard library only: the command line starts with it.
"""

from __future__ import annotations

import json
import os
import socket
import stat
from dataclasses import dataclass, field
from pathlib import Path

from skelly_tray.rpc.peer import peer_uid

MAX_PATH = 100
"""Bytes; AF_UNIX paths end at 103 (macOS) or 107 (Linux)."""


@dataclass(frozen=True, slots=True)
class UnixEndpoint:
    path: Path


@dataclass(frozen=True, slots=True)
class TcpEndpoint:
    """Loopback only; the token proves that the peer could read our private folder."""

    port: int
    token: str = field(repr=False)


Endpoint = UnixEndpoint | TcpEndpoint


def uses_unix_sockets() -> bool:
    return os.name == "posix"


def fits(path: Path) -> bool:
    """Whether the system can bind a socket at this path."""
    return len(os.fsencode(path)) <= MAX_PATH


def find_endpoint(run: Path, name: str) -> Endpoint | None:
    """Where `name` of this run folder listens, or None if nothing says so; it may still not answer."""
    if not uses_unix_sockets():
        return _read_tcp(run / f"{name}.json")
    path = run / f"{name}.sock"
    if fits(path):
        return UnixEndpoint(path) if path.exists() else None
    folder = read_short_folder(run / f"{name}.addr")
    return None if folder is None else UnixEndpoint(folder / f"{name}.sock")


def parse_address(address: str) -> Path | tuple[str, int]:
    """`unix:PATH` → the path, `tcp:HOST:PORT` → host and port. Raises ValueError for anything else."""
    kind, _, rest = address.partition(":")
    host, _, port = rest.rpartition(":")
    if kind == "unix" and rest:
        return Path(rest)
    if kind == "tcp" and host and port.isdecimal():
        return host, int(port)
    raise ValueError(f"an address is unix:PATH or tcp:HOST:PORT, not {address[:200]!r}")


def read_short_folder(address_file: Path) -> Path | None:
    """The folder named in a `.addr` file if it is ours and private; anything else is as good as none."""
    try:
        folder = Path(address_file.read_text(encoding="utf-8").strip())
        found = folder.lstat()
    except (OSError, ValueError):
        return None
    private = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o066
    return folder if private else None


def connect(endpoint: Endpoint, timeout: float) -> socket.socket:
    """A connected socket whose peer is our own user. Raises OSError (PermissionError: another user listens)."""
    if isinstance(endpoint, TcpEndpoint):
        return socket.create_connection(("127.0.0.1", endpoint.port), timeout)
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        sock.settimeout(timeout)
        sock.connect(os.fspath(endpoint.path))
        if peer_uid(sock) != os.getuid():
            raise PermissionError("another user listens at our socket")
    except OSError:
        sock.close()
        raise
    return sock


def _read_tcp(file: Path) -> TcpEndpoint | None:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return TcpEndpoint(int(found["port"]), str(found["token"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
