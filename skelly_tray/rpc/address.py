"""Addresses that are decided before anybody listens at them: `unix:PATH` or `tcp:HOST:PORT`.

The orchestrator reserves them and hands them to the bus and to its modules, so that a bus which comes back is found
where the former one was.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import stat
from pathlib import Path

from skelly_tray.rpc.endpoint import fits, parse_address, read_short_folder, uses_unix_sockets
from skelly_tray.rpc.link import Link
from skelly_tray.rpc.listener import replace_text, short_folder
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


def stands(run: Path, address: str) -> bool:
    """Whether an address that was reserved and is listened at is still to be found. Looks at the disk."""
    place = parse_address(address)
    if not isinstance(place, Path):
        return True
    return place.exists() and (place.parent == run or read_short_folder(_note(run)) == place.parent)


def restore(run: Path, address: str) -> None:
    """Make what `reserve` made once more, as far as it is gone; the run folder itself is there.

    Raises OSError; PermissionError if somebody else has put a folder where ours was.
    """
    place = parse_address(address)
    if not isinstance(place, Path) or place.parent == run:
        return
    with contextlib.suppress(FileExistsError):
        place.parent.mkdir(mode=0o711)
    found = place.parent.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o066:
        raise PermissionError(f"{place.parent} is not a private folder of ours any more")
    replace_text(_note(run), f"{place.parent}\n")


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
