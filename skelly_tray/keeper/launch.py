"""Starting one process from the keeper's side: pipes, notify socket, fork; and what the fork reported."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import time
from collections.abc import Callable

from skelly_tray.keeper import child, sandbox, wire
from skelly_tray.keeper.record import Phase, Spawn
from skelly_tray.keeper.wire import Message

START_PATIENCE = 10.0
"""Seconds from fork to exec before a start is given up (a folder on a server that does not answer)."""

_MAX_SECRET = 4096
# Sticks to what a pipe takes without a reader, on a machine whose pipes are down to one page.


class LaunchError(Exception):
    """Nothing was started; stage and sentence say why."""

    def __init__(self, stage: str, message: str) -> None:
        super().__init__(message)
        self.stage = stage
        self.message = message


class Launcher:
    """Forks modules. home: the hash in their marks. sockets: the folder of notify sockets.

    nofile: the soft limit of open files that modules get (ours is raised).
    """

    __slots__ = ("_home", "_nofile", "_sockets")

    def __init__(self, home: int, sockets: str, nofile: int) -> None:
        self._home = home
        self._sockets = sockets
        self._nofile = nofile

    def launch(self, spawn_id: int, request: Message) -> Spawn:
        """Fork the process that `request` asks for. Raises LaunchError, or WireError if it is malformed."""
        spawn = _row(spawn_id, request)
        preparation = _preparation(request)
        child_ends: list[int] = []
        try:
            self._open(spawn, preparation, request, child_ends)
            spawn.started_at = time.monotonic()
            spawn.pid = os.fork()
            if spawn.pid == 0:
                child.become(preparation)
        except OSError as error:
            release(spawn)
            raise LaunchError("fork", f"cannot start a process: {os.strerror(error.errno or 0)}") from error
        except (LaunchError, wire.WireError):
            release(spawn)
            raise
        finally:
            for fd in child_ends:
                os.close(fd)
        spawn.due = spawn.started_at + START_PATIENCE
        return spawn

    def _open(self, spawn: Spawn, preparation: child.Preparation, request: Message, ends: list[int]) -> None:
        child.mark(preparation, self._home, spawn.id)
        preparation.nofile = self._nofile
        spawn.out_fd, preparation.out_fd = _pipe(ends)
        spawn.err_fd, preparation.err_fd = _pipe(ends)
        spawn.status_fd, preparation.status_fd = _pipe(ends)
        if request.get("notify") is True:
            spawn.notify_path = preparation.notify_path = os.path.join(self._sockets, str(spawn.id))
            spawn.notify_fd = _notify_socket(spawn.notify_path)
            preparation.environment["NOTIFY_SOCKET"] = spawn.notify_path
            if preparation.user is not None:
                self._let_others_pass()
        for variable, secret in wire.text_map(request, "pipes").items():
            fd = _secret_pipe(secret.encode(), ends)
            preparation.keep.append(fd)
            preparation.environment[variable] = str(fd)

    def _let_others_pass(self) -> None:
        """Another user must reach its notify socket, which becomes its own; nothing can be listed."""
        for folder in (self._sockets, os.path.dirname(self._sockets)):
            os.chmod(folder, 0o711)


def settle(spawn: Spawn, say: Callable[[str], None]) -> bool:
    """Read what the fork reports; True when the start is decided: succeeded, or `spawn.failure` is set.

    Its remarks, on lines of their own, are said.
    """
    while True:
        try:
            *remarks, report = os.read(spawn.status_fd, 1 << 16).split(b"\n")
        except BlockingIOError:
            return False
        for remark in remarks:
            say(f"{spawn.key}: cgroup: {remark.decode(errors='replace')}")
        if report or not remarks:
            break
    spawn.failure = spawn.failure or child.read_failure(report)
    os.close(spawn.status_fd)
    spawn.status_fd = -1
    if spawn.phase is Phase.STARTING:
        spawn.phase = Phase.RUNNING
        spawn.due = None
    return True


def release(spawn: Spawn) -> None:
    """Close and remove everything the keeper holds for a spawn."""
    for fd in (spawn.out_fd, spawn.err_fd, spawn.status_fd, spawn.notify_fd):
        if fd >= 0:
            os.close(fd)
    spawn.out_fd = spawn.err_fd = spawn.status_fd = spawn.notify_fd = -1
    if spawn.notify_path:
        with contextlib.suppress(OSError):  # swept with its folder at the latest
            os.unlink(spawn.notify_path)
        spawn.notify_path = ""


def signal_number(name: str) -> int:
    """`TERM`, `SIGTERM` or a number. Raises WireError for what is no signal here."""
    bare = name.upper().removeprefix("SIG")
    found = int(bare) if bare.isdigit() else getattr(signal, "SIG" + bare, None)
    if not isinstance(found, int) or found not in signal.valid_signals():
        raise wire.WireError(f"there is no signal {name}")
    return int(found)


def _row(spawn_id: int, request: Message) -> Spawn:
    spawn = Spawn(
        spawn_id,
        wire.text(request, "key"),
        wire.text(request, "module"),
        wire.text(request, "digest"),
        signal_number(wire.text(request, "stop_signal")),
    )
    spawn.grace = wire.number(request, "grace")
    spawn.stop_rank = wire.integer(request, "stop_rank")
    return spawn


def _preparation(request: Message) -> child.Preparation:
    argv = wire.texts(request, "argv")
    if not argv or not argv[0]:
        raise LaunchError("exec", "the command is empty")
    prepared = child.Preparation(
        argv,
        dict(wire.text_map(request, "environment")),
        wire.text(request, "working_dir"),
        wire.optional_text(request, "user"),
        wire.optional_text(request, "group"),
    )
    prepared.cgroups = wire.texts({"cgroups": [], **request}, "cgroups")
    prepared.most_files = wire.integer({"nofile": 0, **request}, "nofile")
    prepared.new_privileges = request.get("new_privileges") is True
    if request.get("sandbox") is not None:
        prepared.sandbox = sandbox.Rules.parse(wire.members(request, "sandbox"))
    return prepared


def _pipe(child_ends: list[int]) -> tuple[int, int]:
    """(our reading end, non-blocking; the child's writing end, to be closed here after the fork)."""
    reading, writing = os.pipe()
    child_ends.append(writing)
    os.set_blocking(reading, False)
    return reading, writing


def _secret_pipe(secret: bytes, child_ends: list[int]) -> int:
    if len(secret) > _MAX_SECRET:
        raise LaunchError("pipes", f"a text of {len(secret)} bytes is too long for a pipe")
    reading, writing = os.pipe()
    child_ends.append(reading)
    try:
        os.write(writing, secret)
    finally:
        os.close(writing)
    return reading


def _notify_socket(path: str) -> int:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        sock.setblocking(False)
        sock.bind(path)
        os.chmod(path, 0o600)
    except OSError:
        sock.close()
        raise
    return sock.detach()
