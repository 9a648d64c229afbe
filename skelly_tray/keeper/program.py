"""The keeper as a program: its options, its lock, its folders, and its life as a process.

Standard output tells the starter how it went, in one word: `ready`, `locked` (another keeper serves this
home) or nothing (it failed; standard error has the reason).
"""

from __future__ import annotations

import contextlib
import os
import resource
import socket
import sys

from skelly_tray.keeper import door, kernel, launch, places, upgrade
from skelly_tray.keeper.door import Door
from skelly_tray.keeper.forest import Forest
from skelly_tray.keeper.ids import SpawnIds
from skelly_tray.keeper.own_log import OwnLog
from skelly_tray.keeper.server import Keeper


class Options:
    """`--name value` pairs. run, state, logs: folders. home: the hash in marks. nofile: for modules.

    program: our version. resume: the descriptor of a saved state, -1 for a new keeper.
    """

    __slots__ = ("arguments", "home", "logs", "nofile", "program", "resume", "run", "state")

    def __init__(self, arguments: list[str]) -> None:
        """Raises KeyError or ValueError for what is missing or no number."""
        self.arguments = arguments
        given = dict(zip(arguments[::2], arguments[1::2], strict=True))
        self.run = given["--run"]
        self.state = given["--state"]
        self.logs = given["--logs"]
        self.home = int(given["--home"])
        self.nofile = int(given["--nofile"])
        self.program = given["--program"]
        self.resume = int(given.get("--resume", "-1"))


def main(arguments: list[str]) -> int:
    """Run a keeper with these options (without the program's name); its exit code."""
    if arguments == ["--check"]:
        return 0  # all imports worked: an upgrade to this program can be dared
    options = Options(arguments)
    kernel.name_process("skelly-keeper")
    if options.resume < 0:
        # Whatever our starter's starter left open would be held for as long as any module lives.
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        if os.getsid(0) != os.getpid():
            os.setsid()
        _shed_inherited_mark()
    kernel.raise_descriptor_limit()
    kernel.become_subreaper()
    os.chdir("/")
    return _resume(options) if options.resume >= 0 else _begin(options)


def _begin(options: Options) -> int:
    try:
        lock_fd = door.lock(os.path.join(options.run, "keeper.lock"))
    except BlockingIOError:
        _tell_starter(b"locked\n")
        return 0
    log = OwnLog(os.path.join(options.logs, "keeper.log"))
    address, notify = places.prepare(options.run, places.socket_folder(options.run, options.home))
    keeper = _keeper(options, Door(options.run, address, lock_fd, door.listen(address)), log, notify)
    log.write(f"started: pid {os.getpid()}, version {options.program}")
    keeper.start()
    _tell_starter(b"ready\n")
    return _run(keeper, options.run)


def _run(keeper: Keeper, run: str) -> int:
    keeper.run(lambda argv, program: _become(keeper, argv, program))
    places.clear(run, keeper.door.address)
    return 0


def _resume(options: Options) -> int:
    log = OwnLog(os.path.join(options.logs, "keeper.log"))
    address = places.keeper_address(options.run)
    notify = places.notify_folder(os.path.dirname(address))
    listen_fd, lock_fd = upgrade.door_fds(options.resume)
    found = Door(options.run, address, lock_fd, socket.socket(fileno=listen_fd))
    keeper = _keeper(options, found, log, notify)
    carried = upgrade.restore(options.resume, keeper.table)
    keeper.orphans.grace = carried.grace
    holder = socket.socket(fileno=carried.claim_fd) if carried.claim_fd >= 0 else None
    log.write(f"upgraded: pid {os.getpid()}, version {options.program}")
    keeper.resume(holder, carried.epoch)
    return _run(keeper, options.run)


def _keeper(options: Options, found: Door, log: OwnLog, notify: str) -> Keeper:
    launcher = launch.Launcher(options.home, notify, options.nofile)
    ids = SpawnIds(os.path.join(options.state, "keeper.ids"))
    lock = os.path.join(options.run, "orchestrator.lock")
    return Keeper(found, Forest(options.home), launcher, ids, options.program, log.write, lock)


def _become(keeper: Keeper, argv: list[str], program: str) -> str:
    """Replace this image by another keeper's, with everything it needs to go on."""
    holder = keeper.claims.holder
    claim_fd = holder.sock.fileno() if holder is not None else -1
    listen_fd = keeper.door.listener.fileno()
    carried = upgrade.Carried(
        listen_fd, keeper.door.lock_fd, claim_fd, keeper.claims.epoch, keeper.orphans.grace
    )
    state_fd = upgrade.save(carried, keeper.table)
    try:
        os.execv(argv[0], [*argv, "--resume", str(state_fd)])
    except (OSError, ValueError) as error:  # ValueError: what no argument can be, such as a lone surrogate
        upgrade.set_inheritable(carried, keeper.table, state_fd, False)
        os.close(state_fd)
        reason = os.strerror(error.errno or 0) if isinstance(error, OSError) else str(error)
        return f"{argv[0]}: {reason}"


def _tell_starter(word: bytes) -> None:
    with contextlib.suppress(OSError):  # it may not have waited; it will find the socket
        os.write(1, word)
    null_fd = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1):
        os.dup2(null_fd, fd)
    os.close(null_fd)


def _shed_inherited_mark() -> None:
    """If a module's descendant started us, its mark is not for us and our children."""
    if sys.platform == "linux":
        hard = resource.getrlimit(resource.RLIMIT_RTTIME)[1]
        resource.setrlimit(resource.RLIMIT_RTTIME, (hard, hard))
