"""Finding the keeper of a home, and starting one that is independent of us where there is none."""

from __future__ import annotations

import asyncio
import hashlib
import os
import resource
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import skelly_tray
from skelly_tray import reentry
from skelly_tray.config.home import Home
from skelly_tray.engine.ports import KeeperUnavailable
from skelly_tray.keeper import kernel, places

START_TIMEOUT = 10.0
"""Seconds until a keeper must have said how its start went."""

_PRIVATE = ("SKELLY_", "LISTEN_", "WATCHDOG_", "NOTIFY_SOCKET")


class _OwnLimit:
    """Our soft limits of open files, before we raised it, and of core files, before we gave them up: modules are to get
    these."""

    before: int | None = None
    core: int | None = None


def write_no_core_file() -> int:
    """The values of secrets are in our memory. Our limit of core files before that, which modules get."""
    if _OwnLimit.core is None:
        _OwnLimit.core = kernel.write_no_core_file()
    return _OwnLimit.core


def raise_own_limit() -> int:
    """Make room for three descriptors a module; our limit of open files before that, which modules get."""
    if _OwnLimit.before is None:
        _OwnLimit.before = kernel.raise_descriptor_limit()
    return _OwnLimit.before


def home_mark(home: Home) -> int:
    """30 bits that tell this home's processes from any other's."""
    text = f"{os.getuid()}:{home.run.resolve()}:{home.state.resolve()}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") >> 2


def keeper_command(home: Home) -> list[str]:
    """argv of a new keeper for this home; also what an old one becomes on an upgrade."""
    options = {
        "--run": str(home.run),
        "--state": str(home.state),
        "--logs": str(home.logs),
        "--home": str(home_mark(home)),
        "--nofile": str(raise_own_limit()),
        "--program": skelly_tray.__version__,
    }
    return [*reentry.keeper_program(), *(word for pair in options.items() for word in pair)]


def connect(home: Home) -> socket.socket | None:
    """A connection to the keeper of this home; None when there is none.

    Another user's socket is none: it may have been put where a dead keeper's short folder was.
    """
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.setblocking(False)
    try:
        sock.connect(places.keeper_address(str(home.run)))
        owner = kernel.peer_uid(sock)
    except OSError:
        sock.close()
        return None
    if owner not in (os.getuid(), 0):
        sock.close()
        return None
    return sock


def can_be_found(home: Home) -> bool:
    """Whether the lock and the socket of a keeper are where the next orchestrator looks for them."""
    return home.keeper_lock.exists() and Path(places.keeper_address(str(home.run))).exists()


async def start_keeper(home: Home) -> int:
    """Start a keeper and wait until it listens; its pid, or 0 if another one was faster.

    Raises KeeperUnavailable with the reason of its failure.
    """
    for folder in (home.run, home.state, home.logs):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    reading, writing = os.pipe()
    try:
        pid = _spawn_detached(home, writing)
    except OSError as error:
        os.close(reading)
        raise KeeperUnavailable(f"the keeper cannot be started: {error.strerror}") from error
    finally:
        os.close(writing)
    word = await _first_word(reading)
    if word == "ready":
        return pid
    if word != "locked":
        reap(pid)
        raise KeeperUnavailable(f"the keeper did not start: {_last_line(home.logs / 'keeper.log')}")
    await reaped(pid)
    return 0


def reap(pid: int) -> bool:
    """Take the exit of a child of ours, if it has one; True when it is no child any more."""
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True


def reap_abandoned(home_hash: int) -> None:
    """Bury modules that a dead keeper left to us (a subreaper) and that its successor has killed.

    Only children with this home's mark: all others have somebody who waits for them.
    """
    from skelly_tray.keeper.forest import Forest

    for pid in Forest(home_hash).marked_children():
        reap(pid)


def _spawn_detached(home: Home, writing: int) -> int:
    log = str(home.logs / "keeper.log")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(_PRIVATE)}
    command = keeper_command(home)
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_DUP2, writing, 1),
        (os.POSIX_SPAWN_OPEN, 2, log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600),
    ]
    with _core_files_up_to(write_no_core_file()):
        if sys.platform == "linux":
            return os.posix_spawn(command[0], command, environment, file_actions=actions, setsid=True)
        # Makes its session itself.
        return os.posix_spawn(command[0], command, environment, file_actions=actions)


@contextmanager
def _core_files_up_to(soft: int) -> Iterator[None]:
    """What is started meanwhile may write core files of so many bytes."""
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


async def _first_word(reading: int) -> str:
    """The line that the keeper says, empty when it says none. Closes the descriptor."""
    loop = asyncio.get_running_loop()
    said: asyncio.Future[str] = loop.create_future()

    def readable() -> None:
        loop.remove_reader(reading)
        if not said.done():
            said.set_result(os.read(reading, 64).decode(errors="replace").strip())

    loop.add_reader(reading, readable)
    try:
        return await asyncio.wait_for(said, START_TIMEOUT)
    except TimeoutError:
        return ""
    finally:
        loop.remove_reader(reading)
        os.close(reading)


async def reaped(pid: int) -> bool:
    """Wait, at most a second, for a child that is ending by itself."""
    for _ in range(200):
        if reap(pid):
            return True
        await asyncio.sleep(0.005)
    return False


def _last_line(log: Path) -> str:
    try:
        lines = log.read_text(errors="replace").strip().splitlines()
    except OSError as error:
        return f"its log cannot be read ({error.strerror})"
    return lines[-1] if lines else "it said nothing"
