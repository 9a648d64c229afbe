"""The log thread: owns every output descriptor of every module and writes all log files.

Its own thread, because writing, rotating and compressing must never stall the engine's loop. Idle, it sleeps.
"""

from __future__ import annotations

import os
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from skelly_tray.adapters.logs.compression import Compressor
from skelly_tray.adapters.logs.flow import Flow
from skelly_tray.adapters.logs.log_board import LogBoard
from skelly_tray.adapters.logs.module_log import ModuleLog
from skelly_tray.adapters.logs.pipe_stream import PipeStream
from skelly_tray.adapters.logs.rotating_file import RotatingFile
from skelly_tray.adapters.logs.veil import Veil
from skelly_tray.adapters.thread_issues import Deliver, ThreadIssues
from skelly_tray.domain.hiding import Hider
from skelly_tray.domain.orchestrator_config import LogsConfig
from skelly_tray.engine.ports import IssueSink

COMPRESSION_PACE = 0.02
FLOOD_PACE = 0.25
"""Seconds between turns while files wait to be compressed, and while output is being discarded."""
MAX_QUEUED = 10_000
"""Remarks of our own that may wait for the thread; more are dropped and counted."""
THREAD_ISSUE = "logs.thread"
DRAIN_TURNS = 16
"""Turns given to each pipe at the end, for what is still in it."""

_MIB = 1024 * 1024


def no_patterns(_module: str) -> Iterable[str]:
    """No log probe anywhere."""
    return ()


class LogWriter:
    """The `OutputSink`: takes over the pipes of each spawn and writes `logs/MODULE.log`.

    deliver: `loop.call_soon_threadsafe`; issues are raised through it. patterns: the log patterns of a module's
    probes, asked at each attach on the caller's thread, so that no line of a spawn escapes them.
    """

    def __init__(
        self,
        folder: Path,
        config: LogsConfig,
        issues: IssueSink,
        deliver: Deliver,
        patterns: Callable[[str], Iterable[str]] = no_patterns,
    ) -> None:
        self.board = LogBoard(deliver)
        self._folder = folder
        self._config = config
        self._issues = ThreadIssues(issues, deliver)
        self._patterns = patterns
        self._compressor = Compressor()
        self._logs: dict[str, ModuleLog] = {}
        self._streams: dict[int, PipeStream] = {}
        self._flooding: set[ModuleLog] = set()
        self._commands: deque[Callable[[], None]] = deque()
        self._dropped = 0
        self._closing = False
        self._selector = selectors.DefaultSelector()
        self._bell, self._waker = socket.socketpair()
        self._bell.setblocking(False)
        self._waker.setblocking(False)
        self._selector.register(self._bell, selectors.EVENT_READ, None)
        self._null = os.open(os.devnull, os.O_WRONLY)
        self._thread = threading.Thread(target=self._run, name="logs", daemon=True)
        self._thread.start()

    def attach(
        self,
        module: str,
        incarnation: int,
        streams: Mapping[str, int],
        backlog: Sequence[tuple[float, str, str]] = (),
    ) -> None:
        """Take over the descriptors (`out`, `err`) of a spawn, after its backlog of (wall, stream, text)."""
        if self._closing:
            for descriptor in streams.values():
                os.close(descriptor)
            return
        self.board.expect(incarnation, self._patterns(module))
        self._post(partial(self._attach, module, incarnation, dict(streams), list(backlog)))

    def configure(self, config: LogsConfig) -> None:
        """Other bounds for all files, from the next write on."""
        self._post(partial(self._configure, config))

    def hush(self, module: str, hider: Hider | None) -> None:
        """What to take out of the module's output from here on; None: its secrets are not known, and no line can be
        shown until they are."""
        self._post(partial(self._hush, module, hider))

    def detach(self, incarnation: int) -> None:
        """The tree is gone: what its pipes still hold is written, and they are closed at their end."""
        self._post(partial(self._detach, incarnation))

    def write_sys(self, module: str, text: str) -> None:
        """Our own remark in a module's log, from any thread; each line of `text` becomes one line."""
        if len(self._commands) >= MAX_QUEUED:
            self._dropped += 1
            return
        lines = [line.encode("utf-8", "backslashreplace") for line in text.splitlines() or [""]]
        self._post(partial(self._remark, module, lines, time.time()))

    def close(self, timeout: float = 2.0) -> bool:
        """Write what is there, close all, end the thread; whether it has ended within `timeout` seconds."""
        self._post(self._end)
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _post(self, command: Callable[[], None]) -> None:
        self._commands.append(command)
        with suppress(OSError):  # full: the thread is awake anyway; closed: it has ended
            self._waker.send(b"x")

    def _run(self) -> None:
        while not self._closing:
            try:
                self._turn()
            except Exception as error:  # noqa: BLE001  were this thread to die, every module would block
                self._issues.raise_once(THREAD_ISSUE, "A fault in writing the logs", repr(error))
                time.sleep(COMPRESSION_PACE)
        self._shut_down()

    def _turn(self) -> None:
        events = self._selector.select(self._patience())
        wall, now = time.time(), time.monotonic()
        for key, _ in events:
            if key.fileobj is self._bell:
                self._answer_bell()
                continue
            stream = self._streams.get(key.data.descriptor)
            if stream is not None and stream is key.data:  # else closed earlier in this turn
                self._serve(stream, wall, now)
        self._tell_flows(wall, now)
        self._compressor.step()

    def _patience(self) -> float | None:
        if self._compressor.busy:
            return COMPRESSION_PACE
        return FLOOD_PACE if self._flooding else None

    def _answer_bell(self) -> None:
        with suppress(BlockingIOError):
            while self._bell.recv(4096):
                pass
        while self._commands:
            self._commands.popleft()()
        if self._dropped:
            count, self._dropped = self._dropped, 0
            self._remark("orchestrator", [f"{count} remarks dropped".encode()], time.time())

    def _serve(self, stream: PipeStream, wall: float, now: float) -> None:
        if not stream.take_turn(self._null, wall, now):
            self._finish(stream, wall, now)
        if stream.log.flow.discarding:
            self._flooding.add(stream.log)

    def _finish(self, stream: PipeStream, wall: float, now: float) -> None:
        self._selector.unregister(stream.descriptor)
        del self._streams[stream.descriptor]
        stream.finish(wall, now)

    def _tell_flows(self, wall: float, now: float) -> None:
        for log in list(self._flooding):
            log.flow.account(0, now)
            log.tell_flow(wall, now)
            if not log.flow.discarding:
                self._flooding.discard(log)

    def _configure(self, config: LogsConfig) -> None:
        self._config = config
        for log in self._logs.values():
            log.bound(int(config.max_mb * _MIB), config.keep)

    def _log(self, module: str) -> ModuleLog:
        if module not in self._logs:
            size = int(self._config.max_mb * _MIB)
            path = self._folder / f"{module}.log"
            file = RotatingFile(path, size, self._config.keep, self._compressor)
            self._logs[module] = ModuleLog(file, Flow(), self._issues)
        return self._logs[module]

    def _hush(self, module: str, hider: Hider | None) -> None:
        self._log(module).veil = Veil(hider)

    def _attach(
        self, module: str, incarnation: int, streams: dict[str, int], backlog: list[tuple[float, str, str]]
    ) -> None:
        log, now = self._log(module), time.monotonic()
        for wall, stream, text in backlog:
            line = log.veil.unfinished(text.encode("utf-8", "surrogateescape"))
            log.write(stream, [line], wall, now)
            self.board.feed(incarnation, [line])
        for stream, descriptor in streams.items():
            pipe = PipeStream(descriptor, stream, incarnation, log, self.board)
            self._selector.register(pipe.descriptor, selectors.EVENT_READ, pipe)
            self._streams[pipe.descriptor] = pipe

    def _detach(self, incarnation: int) -> None:
        wall, now = time.time(), time.monotonic()
        for stream in [each for each in self._streams.values() if each.incarnation == incarnation]:
            self._serve(stream, wall, now)
        self.board.forget(incarnation)

    def _remark(self, module: str, lines: list[bytes], wall: float) -> None:
        self._log(module).write("sys", lines, wall, time.monotonic())

    def _end(self) -> None:
        self._closing = True

    def _shut_down(self) -> None:
        wall, now = time.time(), time.monotonic()
        for stream in list(self._streams.values()):
            for _ in range(DRAIN_TURNS):
                if not stream.take_turn(self._null, wall, now):
                    break
            self._finish(stream, wall, now)
        for log in self._logs.values():
            log.close(wall, now)
        self._compressor.close()
        self._selector.close()
        self._bell.close()
        self._waker.close()
        os.close(self._null)
