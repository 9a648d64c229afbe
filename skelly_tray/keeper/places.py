"""Where the keeper's sockets live: in the run folder, or in a short private one if their paths were too long.

Shared by keeper and orchestrator: both must come to the same answer.
"""

from __future__ import annotations

import contextlib
import os
import stat

from skelly_tray.keeper import durable
from skelly_tray.keeper.marker import MAX_SPAWN_ID

MAX_SOCKET_PATH = 100
"""Bytes; AF_UNIX ends at 107 on Linux and at 103 on macOS."""

ADDRESS_FILE = "keeper.addr"
_NOTIFY = "notify"
_NAMES = 3


class PlaceError(Exception):
    """A folder for sockets is not usable; the sentence says which and why."""


def socket_folder(run: str, home: int) -> str:
    """The folder for the sockets of the home with that run folder and hash."""
    if _fits(run):
        return run
    name = f"skelly-{os.getuid()}-{home:08x}"
    for base in (os.environ.get("TMPDIR", ""), "/tmp"):
        folder = os.path.join(base, name)
        for number in range(_NAMES if base else 0):
            # Anybody can make a folder of that name before us: what is not ours is passed by.
            candidate = f"{folder}-{os.urandom(4).hex()}" if number else folder
            if _fits(candidate) and _is_ours_to_make(candidate):
                return candidate
    raise PlaceError(f"{run} is too long a path for a socket, and so is every temporary folder")


def keeper_address(run: str) -> str:
    """Where a keeper of this run folder listens, if one does."""
    try:
        with open(os.path.join(run, ADDRESS_FILE), encoding="utf-8") as file:
            return file.read(4096).strip()
    except OSError:
        return os.path.join(run, "keeper.sock")


def notify_folder(sockets: str) -> str:
    """Where the notify sockets are, beside the keeper's own."""
    return os.path.join(sockets, _NOTIFY)


def prepare(run: str, sockets: str) -> tuple[str, str]:
    """Make the folders and say where they are. (path of the keeper's socket, folder of notify sockets).

    Raises PlaceError or OSError.
    """
    make_private(sockets)
    notify = notify_folder(sockets)
    make_private(notify)
    for stale in os.listdir(notify):
        os.unlink(os.path.join(notify, stale))
    address = os.path.join(sockets, "keeper.sock")
    if sockets == run:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(os.path.join(run, ADDRESS_FILE))
    stand(run, address)
    return address, notify


def stand(run: str, address: str) -> None:
    """Make what is missing of all that `prepare` made. Raises PlaceError or OSError."""
    sockets = os.path.dirname(address)
    make_private(sockets)
    make_private(notify_folder(sockets))
    if sockets != run and keeper_address(run) != address:
        durable.replace_file(os.path.join(run, ADDRESS_FILE), f"{address}\n".encode())


def clear(run: str, address: str) -> None:
    """Remove what `prepare` made, as far as it is still there."""
    folder = os.path.dirname(address)
    for path in (address, os.path.join(run, ADDRESS_FILE)):
        if os.path.lexists(path):
            os.unlink(path)
    for emptied in (notify_folder(folder), folder if folder != run else ""):
        try:
            os.rmdir(emptied)
        except OSError:
            continue  # not empty, or not there: the next start sees to it


def make_private(folder: str) -> None:
    """A folder of our own that others may at most pass through. Raises PlaceError or OSError."""
    with contextlib.suppress(FileExistsError):
        os.mkdir(folder, 0o700)
    found = os.lstat(folder)
    if not stat.S_ISDIR(found.st_mode):
        raise PlaceError(f"{folder} is not a folder")
    if found.st_uid != os.getuid():
        raise PlaceError(f"{folder} belongs to another user")
    if found.st_mode & 0o066:
        os.chmod(folder, stat.S_IMODE(found.st_mode) & 0o711)


def _is_ours_to_make(folder: str) -> bool:
    try:
        make_private(folder)
    except (PlaceError, OSError):
        return False
    return True


def _fits(folder: str) -> bool:
    return len(os.fsencode(os.path.join(folder, _NOTIFY, str(MAX_SPAWN_ID)))) <= MAX_SOCKET_PATH
