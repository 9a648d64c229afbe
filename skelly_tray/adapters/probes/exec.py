"""The exec probe: a command with the module's environment, folder and user; passes when it exits with 0.

Started by `subprocess` and not by asyncio's own transport: that one awaits between the start and telling the
pid, and a probe cancelled there would leave the command's children behind. It also spares a thread per run.
"""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from typing import Any

from skelly_tray.adapters.probes.confined_start import start_confined, was_not_started
from skelly_tray.adapters.probes.finding import Finding, one_line, seconds
from skelly_tray.adapters.probes.strays import Strays
from skelly_tray.domain.descriptor import ExecCheck
from skelly_tray.engine.ports import ProbeTarget
from skelly_tray.engine.sandbox_port import as_told
from skelly_tray.keeper.forest_linux import descendants

OUTPUT_KEPT = 4096
"""Bytes of the end of its output that are kept; the rest is read and dropped."""
END_GRACE = 0.5
"""Seconds to wait for the end of a command, or of its output, that has just been killed."""
POLL_INTERVAL = 0.02
"""Seconds between looks at the command where its end cannot be waited for (no pidfd)."""
_CHUNK = 64 * 1024
_strays = Strays()


class _Run:
    """One run of the command, in a session of its own. Made on the loop; raises what Popen raises."""

    def __init__(self, target: ProbeTarget, spec: ExecCheck) -> None:
        self._loop = asyncio.get_running_loop()
        self._watched: set[int] = set()
        self._exited = asyncio.Event()
        self._drained = asyncio.Event()
        self.output = b""
        reading, writing = os.pipe()
        try:
            self._process = _start(target, spec, writing)
        except BaseException:
            os.close(reading)
            raise
        finally:
            os.close(writing)
        self._watch_output(reading)
        self._watch_exit()

    async def ended(self) -> int:
        """The exit code, negative for a signal, as soon as the command itself has ended."""
        while self._process.returncode is None:
            try:
                async with asyncio.timeout(None if self._has_pidfd else POLL_INTERVAL):
                    await self._exited.wait()
            except TimeoutError:
                self._reap()
        return self._process.returncode

    async def end(self) -> None:
        """Kill what is left of the group, take the last output, close all; short, also when cancelled."""
        if self._process.returncode is None:
            below = _below(self._process.pid)
            self._kill_group()
            _kill_all(below)
        try:
            # Killed, it ends at once; only a descendant in a session of its own may still hold the pipe.
            with suppress(TimeoutError):
                async with asyncio.timeout(END_GRACE):
                    await self.ended()
                    await self._drained.wait()
        finally:
            for descriptor in list(self._watched):
                self._unwatch(descriptor)

    def last_line(self) -> str:
        lines = self.output.decode("utf-8", "replace").split("\n")
        return next((shown for line in reversed(lines) if (shown := one_line(line))), "")

    def keep(self, data: bytes) -> None:
        self.output = (self.output + data)[-OUTPUT_KEPT:]

    def _watch_output(self, reading: int) -> None:
        if os.name != "posix":  # a pipe cannot be waited for there: the exit alone decides
            os.close(reading)
            self._drained.set()
            return
        os.set_blocking(reading, False)
        self._watch(reading, lambda: self._on_output(reading))

    def _watch_exit(self) -> None:
        self._has_pidfd = False
        if hasattr(os, "pidfd_open"):
            with suppress(OSError):  # no descriptor left, or an old kernel
                pidfd = os.pidfd_open(self._process.pid)
                self._has_pidfd = True
                self._watch(pidfd, lambda: self._on_exit(pidfd))

    def _watch(self, descriptor: int, callback: Callable[[], None]) -> None:
        self._loop.add_reader(descriptor, callback)
        self._watched.add(descriptor)

    def _unwatch(self, descriptor: int) -> None:
        self._watched.discard(descriptor)
        self._loop.remove_reader(descriptor)
        os.close(descriptor)

    def _on_output(self, reading: int) -> None:
        try:
            data = os.read(reading, _CHUNK)
        except BlockingIOError:
            return
        self.keep(data)
        if not data:
            self._unwatch(reading)
            self._drained.set()

    def _on_exit(self, pidfd: int) -> None:
        self._unwatch(pidfd)
        # Before it is reaped: until then nobody else can have got its number.
        self._kill_group()
        self._process.wait()
        self._exited.set()

    def _reap(self) -> None:
        if self._process.poll() is not None:
            self._kill_group()

    def _kill_group(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()


def _below(pid: int) -> list[int]:
    """Descriptors (pidfd) of what runs below a process, also in sessions of its own; none where there are no such."""
    if sys.platform != "linux" or not hasattr(os, "pidfd_open"):
        return []
    opened: dict[int, int] = {}
    for below in descendants([pid]):
        with suppress(OSError):
            opened[below] = os.pidfd_open(below)
    # A number that was given to another process meanwhile is not among them any more.
    sure = set(descendants([pid]))
    for below in opened.keys() - sure:
        os.close(opened.pop(below))
    return list(opened.values())


def _kill_all(descriptors: list[int]) -> None:
    for descriptor in descriptors:
        with suppress(OSError):
            signal.pidfd_send_signal(descriptor, signal.SIGKILL)
        os.close(descriptor)


async def check(target: ProbeTarget, spec: ExecCheck) -> Finding:
    """One run; at its end, in time or not, its whole group is killed, and at the timeout all that runs below it."""
    try:
        run = _Run(target, spec)
    except (OSError, ValueError, subprocess.SubprocessError, LookupError) as error:
        return Finding(None, _why_not_started(error, target, spec))
    code = None
    try:
        async with asyncio.timeout(target.timeout):
            code = await run.ended()
    except TimeoutError:
        pass
    finally:
        await run.end()
        _strays.bury(time.monotonic())
    if code is None:
        return Finding(False, f"still running after {seconds(target.timeout)}{_said(run)}")
    if target.sandbox.restricts and was_not_started(code, run.output):
        return Finding(None, f"the probe's command could not be started: {run.last_line()}")
    return _judge(code, run)


def _start(target: ProbeTarget, spec: ExecCheck, output: int) -> subprocess.Popen[bytes]:
    """In a thread that has given up what the module has not: the command has no more rights than the module has."""
    identity = _identity(target)
    command, told = list(spec.command), as_told(target.sandbox)
    if told is None:
        return _starter().submit(_open, target, command, subprocess.DEVNULL, output, identity).result()
    _must_exist(command, target)
    return start_confined(
        told, target, command, lambda argv, waiting: _open(target, argv, waiting, output, identity)
    )


@cache
def _starter() -> ThreadPoolExecutor:
    """One thread, because that bit is a thread's own, is inherited by its children, and never comes off."""
    if os.name != "posix":
        return ThreadPoolExecutor(1, "probes")
    from skelly_tray.keeper.kernel import forbid_new_privileges

    return ThreadPoolExecutor(1, "probes", forbid_new_privileges)


def _open(
    target: ProbeTarget, command: list[str], standard_input: int, output: int, identity: dict[str, Any]
) -> subprocess.Popen[bytes]:
    folder = target.working_dir
    if identity and folder is not None:
        # As that user, not as root: else it could put a link to a folder of ours in its place and be let in.
        command = _entering(folder, command, target)
        folder = "/"
    return subprocess.Popen(
        command,
        stdin=standard_input,
        stdout=output if os.name == "posix" else subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        env=dict(target.environment),
        cwd=folder,
        start_new_session=True,
        **identity,
    )


def _entering(folder: str, command: list[str], target: ProbeTarget) -> list[str]:
    """argv that enters the folder and then becomes the command. Raises FileNotFoundError as a start would."""
    _must_exist(command, target)
    return ["/bin/sh", "-c", 'cd -- "$0" && exec "$@"', folder, *command]


def _must_exist(command: list[str], target: ProbeTarget) -> None:
    """A shell that is to become the command would tell it less plainly. Raises FileNotFoundError."""
    relative = "/" in command[0] and not command[0].startswith("/")
    if not relative and shutil.which(command[0], path=target.environment.get("PATH")) is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), command[0])


def _identity(target: ProbeTarget) -> dict[str, Any]:
    """The user of the module, its group, and its supplementary groups; nothing when it is our own."""
    if os.name != "posix" or (target.user is None and target.group is None):
        return {}
    import grp
    import pwd

    account = pwd.getpwnam(target.user) if target.user is not None else pwd.getpwuid(os.geteuid())
    group = grp.getgrnam(target.group).gr_gid if target.group is not None else account.pw_gid
    if (account.pw_uid, group) == (os.geteuid(), os.getegid()):
        return {}
    groups = os.getgrouplist(account.pw_name, group)
    return {"user": account.pw_uid, "group": group, "extra_groups": groups}


def _judge(code: int, run: _Run) -> Finding:
    if code == 0:
        return Finding(True, "its check exited with 0")
    if code < 0:
        with suppress(ValueError):
            return Finding(False, f"killed by {signal.Signals(-code).name}{_said(run)}")
    return Finding(False, f"exit {code}{_said(run)}")


def _said(run: _Run) -> str:
    line = run.last_line()
    return f": {line}" if line else ""


def _why_not_started(error: Exception, target: ProbeTarget, spec: ExecCheck) -> str:
    command = one_line(spec.command[0], 80) if spec.command else "nothing"
    if isinstance(error, LookupError):
        return f"the probe's user or group does not exist: {error.args[0]}"
    if isinstance(error, FileNotFoundError | NotADirectoryError) and error.filename == target.working_dir:
        return f"the folder {target.working_dir} does not exist"
    if isinstance(error, FileNotFoundError):
        return f"the probe's command {command} was not found"
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"the probe's command {command} could not be started: {one_line(text)}"
