"""Addresses that are decided before anybody listens at them: `unix:PATH` or `tcp:HOST:PORT`.

The orchestrator reserves them and hands them to the bus and to its modules, so that a bus which comes back is found
where the former one was.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from pathlib import Path

from skelly_tray.rpc.endpoint import fits, parse_address, read_short_folder, uses_unix_sockets
from skelly_tray.rpc.link import Link
from skelly_tray.rpc.listener import short_folder
from skelly_tray.rpc.peer import peer_uid


def reserve(run: Path, name: str) -> str:
    """The address of `name` in this run folder, the same for as long as its short folder (if it needs one) stands.

    Raises OSError. On Windows it is a port that was free a moment ago.
    """
    if not uses_unix_sockets():
        with socket.create_server(("127.0.0.1", 0)) as listening:
            return f"tcp:127.0.0.1:{listening.getsockname()[1]}"
    path = run / f"{name}.sock"
    if fits(path):
        return f"unix:{path}"
    note = _note(run)
    folder = read_short_folder(note) or short_folder(note, f"{name}.sock")
    folder.chmod(0o711)  # a module of another user must reach the socket, whose own mode says who may
    return f"unix:{folder / path.name}"


def release(run: Path) -> None:
    """Remove the short folder of this run folder, unless somebody still listens in it."""
    note = _note(run)
    folder = read_short_folder(note)
    if folder is not None:
        with contextlib.suppress(OSError):
            folder.rmdir()
            note.unlink()


def _note(run: Path) -> Path:
    return run / "bus.addr"


async def connect_to(address: str, link: Link) -> None:
    """Connect the link. Raises OSError (PermissionError: another user listens there)."""
    loop, place = asyncio.get_running_loop(), parse_address(address)
    if isinstance(place, tuple):
        await loop.create_connection(lambda: link, *place)
        return
    transport, _ = await loop.create_unix_connection(lambda: link, os.fspath(place))
    if peer_uid(transport.get_extra_info("socket")) not in (os.getuid(), 0):
        transport.abort()
        raise PermissionError("another user listens at our socket")
