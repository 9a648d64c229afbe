"""The listening socket of one home: made private, never stolen from a living process, removed at the end."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path

from skelly_tray.rpc.endpoint import (
    MAX_PATH,
    Endpoint,
    TcpEndpoint,
    UnixEndpoint,
    connect,
    fits,
    parse_address,
    read_short_folder,
    uses_unix_sockets,
)

_BACKLOG = 128


class AddressInUseError(OSError):
    """A living process answers at this address already."""


@dataclass(frozen=True, slots=True)
class Listener:
    """A bound and listening socket, and what its end must remove. `token`: None where the peer's uid decides."""

    socket: socket.socket
    endpoint: Endpoint
    leftovers: tuple[Path, ...]
    inode: int | None = None
    note: Path | None = None
    """The file that names the short folder of the socket."""

    @property
    def token(self) -> str | None:
        return (self.endpoint.token or None) if isinstance(self.endpoint, TcpEndpoint) else None

    @property
    def in_place(self) -> bool:
        """Whether whoever looks for us comes to this socket: its file may have been removed, or its folder."""
        if isinstance(self.endpoint, UnixEndpoint):
            return _inode(self.endpoint.path) == self.inode and self._noted
        return all(path.exists() for path in self.leftovers)

    @property
    def _noted(self) -> bool:
        if self.note is None or not isinstance(self.endpoint, UnixEndpoint):
            return True
        return read_short_folder(self.note) == self.endpoint.path.parent

    def close(self) -> None:
        """Stop listening and remove our files, unless a successor has put its own in their place."""
        self.socket.close()
        if isinstance(self.endpoint, UnixEndpoint) and _inode(self.endpoint.path) not in (None, self.inode):
            return
        gone = (*self.leftovers, self.note) if self.note is not None and self._noted else self.leftovers
        for path in gone:
            with contextlib.suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()


def open_listener(run: Path, name: str) -> Listener:
    """Listen as `name` of this run folder (made 0700 if missing). Raises AddressInUseError, OSError."""
    run.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not uses_unix_sockets():
        return _listen_tcp(run / f"{name}.json")
    path = run / f"{name}.sock"
    if fits(path):
        return _listen_unix(path, (path,))
    address_file = run / f"{name}.addr"
    folder = read_short_folder(address_file) or short_folder(address_file, f"{name}.sock")
    short = folder / f"{name}.sock"
    return _listen_unix(short, (short, folder), note=address_file)


def listen_at(address: str, mode: int = 0o600) -> Listener:
    """Listen exactly at `unix:PATH` or `tcp:HOST:PORT`; the folder must be there. `mode`: of the socket's file.

    Whoever connects over TCP has to prove who it is by what it says. Raises AddressInUseError, OSError, ValueError.
    """
    found = parse_address(address)
    if isinstance(found, Path):
        if not fits(found):
            raise OSError(f"{found} is too long for the path of a socket: at most {MAX_PATH} bytes")
        return _listen_unix(found, (found,), mode)
    sock = socket.create_server(found, backlog=_BACKLOG)
    sock.setblocking(False)
    return Listener(sock, TcpEndpoint(sock.getsockname()[1], ""), ())


def _listen_unix(
    path: Path, leftovers: tuple[Path, ...], mode: int = 0o600, note: Path | None = None
) -> Listener:
    _remove_stale(path)
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    # The mode must be right from the first instant, so it comes from the mask and not from a later chmod.
    former = os.umask(0o777 & ~mode)
    try:
        sock.bind(os.fspath(path))
    except OSError:
        sock.close()
        raise
    finally:
        os.umask(former)
    sock.listen(_BACKLOG)
    sock.setblocking(False)
    return Listener(sock, UnixEndpoint(path), leftovers, _inode(path), note)


def _remove_stale(path: Path) -> None:
    """Unlink what a dead process left; a full backlog or a slow answer means that somebody lives."""
    if not path.exists() and not path.is_symlink():
        return
    try:
        connect(UnixEndpoint(path), timeout=1.0).close()
    except (ConnectionRefusedError, FileNotFoundError):
        path.unlink(missing_ok=True)
        return
    except OSError as error:
        raise AddressInUseError(f"{path} cannot be taken over: {error}") from error
    raise AddressInUseError(f"{path} is answered by a running process")


def short_folder(address_file: Path, name: str) -> Path:
    base = Path(tempfile.gettempdir())
    if not fits(base / "skelly-12345678" / name):
        base = Path("/tmp")
    folder = Path(tempfile.mkdtemp(prefix="skelly-", dir=base))
    replace_text(address_file, f"{folder}\n")
    return folder


def _listen_tcp(file: Path) -> Listener:
    sock = socket.create_server(("127.0.0.1", 0), backlog=_BACKLOG)
    sock.setblocking(False)
    endpoint = TcpEndpoint(sock.getsockname()[1], secrets.token_urlsafe(32))
    replace_text(file, json.dumps({"port": endpoint.port, "token": endpoint.token}))
    return Listener(sock, endpoint, (file,))


def replace_text(file: Path, text: str) -> None:
    """Write a private file in one step, so that no reader sees half of it."""
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
    Path(temporary).replace(file)


def _inode(path: Path) -> int | None:
    try:
        return path.lstat().st_ino
    except OSError:
        return None
