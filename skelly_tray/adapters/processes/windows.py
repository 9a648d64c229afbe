"""`Processes` on Windows: every module in a Job Object of its own, which ends with us. No keeper, no adoption.

A stop is CTRL_BREAK to the module's process group, and the end of the job after the grace; a process
without our console cannot be asked, and is ended at once. sd_notify and other users do not exist here.
Not run by us: written with care, and type-checked for that platform.
"""

from __future__ import annotations

import sys

assert sys.platform == "win32"

import asyncio  # noqa: E402 - only where the assertion holds
import itertools  # noqa: E402
import os  # noqa: E402
import signal  # noqa: E402
import subprocess  # noqa: E402
import threading  # noqa: E402
import time  # noqa: E402
from collections.abc import Mapping  # noqa: E402

from skelly_tray.adapters.processes.windows_job import Job  # noqa: E402
from skelly_tray.domain.resource_limits import LimitKind  # noqa: E402
from skelly_tray.engine.ports import (  # noqa: E402
    LaunchRequest,
    Outcome,
    OutputSink,
    ProcessFacts,
    SpawnRecord,
)

_CREATE_SUSPENDED = 0x4
_FLAGS = _CREATE_SUSPENDED | subprocess.CREATE_NEW_PROCESS_GROUP
_SWEEP_PAUSE = 0.01


class _Module:
    """One process and its job."""

    def __init__(self, request: LaunchRequest, process: subprocess.Popen[bytes], job: Job) -> None:
        self.request = request
        self.process = process
        self.job = job
        self.started_at = time.monotonic()
        self.leftovers = 0
        self.grace: asyncio.TimerHandle | None = None


class JobProcesses:
    """All modules live and die with this object's process."""

    def __init__(self, sink: OutputSink) -> None:
        self._sink = sink
        self._facts: ProcessFacts | None = None
        self._modules: dict[int, _Module] = {}
        # Milliseconds of our start: later starts always begin above all that were issued before.
        self._incarnations = itertools.count(int(time.time() * 1000))
        self._keys: set[str] = set()
        self._empty: asyncio.Future[None] | None = None

    @property
    def taken_over(self) -> bool:
        return False

    @property
    def keeper_pid(self) -> int | None:
        return None

    def places_missing(self) -> bool:
        """There is no keeper to be found."""
        return False

    def listen_again(self) -> None:
        """Nothing listens."""

    async def open(self, facts: ProcessFacts) -> list[SpawnRecord]:
        """Nothing to claim: what a former orchestrator started ended with it."""
        self._facts = facts
        return []

    def spawn(self, request: LaunchRequest) -> None:
        """Start off the loop; answered by `spawned` or `spawn_failed`."""
        if request.key in self._keys:
            return
        self._keys.add(request.key)
        loop = asyncio.get_running_loop()
        refusal = _refusal(request)
        if refusal is not None:
            loop.call_soon(self._failed, request.key, *refusal)
            return
        started = loop.run_in_executor(None, _start, request)
        started.add_done_callback(lambda done: self._started(loop, request, done))

    def stop(self, incarnation: int, stop_signal: str, grace: float) -> None:
        module = self._modules.get(incarnation)
        if module is None or module.grace is not None:
            return
        try:
            os.kill(module.process.pid, signal.CTRL_BREAK_EVENT)
        except OSError:  # no console in common: there is no other way to ask
            grace = 0.0
        module.grace = asyncio.get_running_loop().call_later(grace, self.kill, incarnation)

    def kill(self, incarnation: int) -> None:
        module = self._modules.get(incarnation)
        if module is not None:
            module.job.terminate()

    def note(self, incarnation: int, note: bytes) -> None:
        """Nobody will ever adopt: nothing is kept."""

    def throttle(self, incarnation: int, percent: float | None) -> None:
        """The Job Object holds its processes; nothing is stopped and continued here."""

    def limit_job(self, incarnation: int, kind: LimitKind, value: float | None) -> None:
        """Set or lift a limit of the module's job. Raises OSError, KeyError without such a job."""
        job = self._modules[incarnation].job
        match kind:
            case LimitKind.CPU:
                job.limit_cpu(value)
            case LimitKind.MEMORY:
                job.limit_memory(None if value is None else int(value * 2**20))
            case LimitKind.THREADS:
                job.limit_processes(None if value is None else int(value))
            case LimitKind.FILE_HANDLES:
                raise OSError("a Job Object does not count open files")

    def acknowledge(self, incarnation: int) -> None:
        """Nothing is repeated here, so nothing needs to be forgotten."""

    def set_orphan_grace(self, seconds: float) -> None:
        """Nothing outlives us here."""

    def members(self) -> Mapping[int, frozenset[int]]:
        return {incarnation: module.job.pids() for incarnation, module in self._modules.items()}

    async def close(self, *, keep_modules: bool = False) -> None:
        """End everything that is left; `keep_modules` is not to be had on this platform."""
        if not self._modules:
            return
        self._empty = asyncio.get_running_loop().create_future()
        for incarnation in list(self._modules):
            self.kill(incarnation)
        await self._empty

    def _started(
        self,
        loop: asyncio.AbstractEventLoop,
        request: LaunchRequest,
        done: asyncio.Future[tuple[subprocess.Popen[bytes], Job]],
    ) -> None:
        error = done.exception()
        if error is not None:
            stage = "working_dir" if isinstance(error, NotADirectoryError) else "exec"
            self._failed(request.key, stage, f"{request.argv[0]}: {error}")
            return
        module = _Module(request, *done.result())
        incarnation = next(self._incarnations)
        self._modules[incarnation] = module
        self._sink.attach(request.module, incarnation, _streams(module.process))
        if self._facts is not None:
            self._facts.spawned(request.key, incarnation, module.process.pid, module.started_at)
        waiter = threading.Thread(target=self._wait, args=(loop, incarnation, module.process), daemon=True)
        waiter.start()

    def _failed(self, key: str, stage: str, error: str) -> None:
        if self._facts is not None:
            self._facts.spawn_failed(key, None, stage, error)

    def _wait(
        self, loop: asyncio.AbstractEventLoop, incarnation: int, process: subprocess.Popen[bytes]
    ) -> None:
        """In a thread of its own: Windows has no other wait for a process that every loop offers."""
        code = process.wait()
        loop.call_soon_threadsafe(self._exited, incarnation, code, time.monotonic())

    def _exited(self, incarnation: int, code: int, at: float) -> None:
        module = self._modules[incarnation]
        if self._facts is not None:
            self._facts.exited(incarnation, Outcome(code=code), at)
        module.leftovers = len(module.job.pids())
        module.job.terminate()
        self._sweep(incarnation)

    def _sweep(self, incarnation: int) -> None:
        """Look until the job is empty."""
        module = self._modules[incarnation]
        if module.job.pids():
            asyncio.get_running_loop().call_later(_SWEEP_PAUSE, self._sweep, incarnation)
            return
        del self._modules[incarnation]
        if module.grace is not None:
            module.grace.cancel()
        module.job.close()
        self._sink.detach(incarnation)
        if self._facts is not None:
            self._facts.gone(incarnation, module.leftovers)
        if not self._modules and self._empty is not None and not self._empty.done():
            self._empty.set_result(None)


def _refusal(request: LaunchRequest) -> tuple[str, str] | None:
    if request.user is not None or request.group is not None:
        return "user", "user and group have no meaning on Windows"
    if request.notify:
        return "notify", "there is no sd_notify on Windows: use another kind of probe"
    if request.pipes:
        return "pipes", "tokens come in the environment on Windows"
    return None


def _start(request: LaunchRequest) -> tuple[subprocess.Popen[bytes], Job]:
    """Suspended until it is in its job, so that no descendant can escape. Raises OSError."""
    job = Job()
    try:
        process = subprocess.Popen(
            list(request.argv),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=request.working_dir,
            env=dict(request.environment),
            creationflags=_FLAGS,
        )
    except OSError:
        job.close()
        raise
    try:
        job.adopt_and_resume(int(process._handle))  # type: ignore[attr-defined]  # the only way to it
    except OSError:
        process.kill()
        job.close()
        raise
    return process, job


def _streams(process: subprocess.Popen[bytes]) -> dict[str, int]:
    """Duplicates of the reading ends for the sink; the process object's own are closed."""
    streams: dict[str, int] = {}
    for name, file in (("out", process.stdout), ("err", process.stderr)):
        if file is not None:
            streams[name] = os.dup(file.fileno())
            file.close()
    return streams
