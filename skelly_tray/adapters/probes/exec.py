"""The exec probe: a command with the module's environment, folder and user; passes when it exits with 0."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from contextlib import suppress
from typing import Any

from skelly_tray.adapters.probes.finding import Finding, one_line, seconds
from skelly_tray.domain.descriptor import ExecCheck
from skelly_tray.engine.ports import ProbeTarget

OUTPUT_KEPT = 4096
"""Bytes of the end of its output that are kept; the rest is read and dropped."""
END_GRACE = 0.5
"""Seconds to wait for the end of a command, or of its output, that has just been killed."""


class _Run(asyncio.SubprocessProtocol):
    """One run of the command: its last output and its end, without a task of its own."""

    def __init__(self) -> None:
        self.exited = asyncio.Event()
        self.drained = asyncio.Event()
        self.output = b""

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        self.output = (self.output + data)[-OUTPUT_KEPT:]

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        self.drained.set()

    def process_exited(self) -> None:
        self.exited.set()

    def last_line(self) -> str:
        lines = self.output.decode("utf-8", "replace").split("\n")
        return next((shown for line in reversed(lines) if (shown := one_line(line))), "")


async def check(target: ProbeTarget, spec: ExecCheck) -> Finding:
    """One run in a session of its own; at its end, in time or not, its whole group is killed."""
    try:
        transport, run = await _start(target, spec)
    except (OSError, ValueError, subprocess.SubprocessError, LookupError) as error:
        return Finding(None, _why_not_started(error, target, spec))
    try:
        async with asyncio.timeout(target.timeout):
            await run.exited.wait()
    except TimeoutError:
        return Finding(False, f"still running after {seconds(target.timeout)}{_said(run)}")
    finally:
        await _end(transport, run)
    return _judge(transport.get_returncode(), run)


async def _start(target: ProbeTarget, spec: ExecCheck) -> tuple[asyncio.SubprocessTransport, _Run]:
    transport, run = await asyncio.get_running_loop().subprocess_exec(
        _Run,
        *spec.command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=dict(target.environment),
        cwd=target.working_dir,
        start_new_session=True,
        **_identity(target),
    )
    return transport, run


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


async def _end(transport: asyncio.SubprocessTransport, run: _Run) -> None:
    """Kill what is left of the group, take the last output, close the pipe; short, also when cancelled."""
    _kill_group(transport)
    try:
        # Killed, it ends at once; only a descendant in a session of its own may still hold the pipe.
        with suppress(TimeoutError):
            async with asyncio.timeout(END_GRACE):
                await run.exited.wait()
                await run.drained.wait()
    finally:
        transport.close()


def _kill_group(transport: asyncio.SubprocessTransport) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(transport.get_pid(), signal.SIGKILL)
        else:
            transport.kill()


def _judge(code: int | None, run: _Run) -> Finding:
    if code == 0:
        return Finding(True, "exit 0")
    if code is not None and code < 0:
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
