"""A short-lived process that does for us what loads much or may never end: calls of keyrings, and sealing.

It is started with the first call, or by `warm`, and ended when nothing was asked for some seconds. A call that takes
too long ends it, whatever it hangs in. What it is asked and answers goes through its pipes, one line of JSON each.
"""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from skelly_tray.adapters.secrets.helper_program import READY
from skelly_tray.engine.secret_port import SecretsUnavailable, SecretTrouble

IDLE = 10.0
"""Seconds without a call after which it is ended."""
START = 15.0
"""Seconds that it may take until it can be asked: a new Python on a busy machine."""
END = 2.0
"""Seconds that it may take to end once nobody writes to it any more."""
LONGEST_ANSWER = 128 << 20

_NEEDED = frozenset(
    (
        "DBUS_SESSION_BUS_ADDRESS", "DESKTOP_SESSION", "GNOME_KEYRING_CONTROL", "HOME", "LANG", "LOGNAME", "PATH",
        "TMPDIR", "USER", "__CF_USER_TEXT_ENCODING", "SECURITYSESSIONID",
        "APPDATA", "LOCALAPPDATA", "SYSTEMDRIVE", "SYSTEMROOT", "TEMP", "TMP", "USERNAME", "USERPROFILE", "WINDIR",
        "DYLD_LIBRARY_PATH", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH",
    )
)  # fmt: skip
_NEEDED_BEGINNINGS = ("KDE_", "LC_", "XDG_")


def helper_environment(base: Mapping[str, str]) -> dict[str, str]:
    """Of an environment, what leads to the keyring, and to Python and us."""
    return {
        name: value for name, value in base.items() if name in _NEEDED or name.startswith(_NEEDED_BEGINNINGS)
    }


class NoAnswerError(Exception):
    """late: it did not answer in time; else it ended, or what it said is no answer. A sentence without any value."""

    def __init__(self, text: str, *, late: bool = False) -> None:
        super().__init__(text)
        self.late = late


_Answers = queue.SimpleQueue[bytes]


class _Running:
    """One process, and the thread that starts it, reads what it answers and buries it: both end together.

    The thread must not end earlier: the process dies with the thread that started it.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], idle: float) -> None:
        self._command, self._environment, self._idle = list(command), dict(environment), idle
        self._calls: queue.SimpleQueue[tuple[bytes, _Answers] | None] = queue.SimpleQueue()
        self._process: subprocess.Popen[bytes] | None = None
        self._killed = self._ended = False
        self._lock = threading.Lock()
        self.started = threading.Event()
        """It can be asked, or has ended."""
        self.trouble = "the process for that ended before it answered"
        self._thread = threading.Thread(target=self._run, daemon=True, name="secrets helper")
        self._thread.start()

    def ask(self, line: bytes) -> _Answers | None:
        """Where its answer comes, empty if it ends before; None if it has ended already."""
        with self._lock:
            if self._ended:
                return None
            answer: _Answers = queue.SimpleQueue()
            self._calls.put((line, answer))
            return answer

    def ended(self) -> bool:
        with self._lock:
            return self._ended

    def kill(self) -> None:
        self._calls.put(None)
        with self._lock:
            self._killed = True
            if self._process is not None:
                self._process.kill()

    def end(self) -> None:
        """After what it was asked before; waits for it."""
        self._calls.put(None)
        self._thread.join(END)
        self.kill()
        self._thread.join(END)

    # ---- the thread

    def _run(self) -> None:
        try:
            self._serve()
        except OSError as error:
            self.trouble = f"the process for that cannot be started: {error.strerror or error}"
        finally:
            with self._lock:
                self._ended = True
                self.started.set()
            with suppress(queue.Empty):
                while True:
                    if call := self._calls.get_nowait():
                        call[1].put(b"")

    def _serve(self) -> None:
        process = subprocess.Popen(
            self._command,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        with self._lock:
            self._process = process
            if self._killed:
                process.kill()
        assert process.stdin is not None and process.stdout is not None
        try:
            if process.stdout.readline(len(READY)) == READY:
                self.started.set()
                self._answer_calls(process)
        finally:
            with suppress(OSError):
                process.stdin.close()
            try:
                process.wait(END)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()

    def _answer_calls(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None and process.stdout is not None
        while call := self._next():
            line, answer = call
            try:
                process.stdin.write(line)
                process.stdin.flush()
                told = process.stdout.readline(LONGEST_ANSWER)
            except OSError:
                told = b""
            whole = told.endswith(b"\n")
            answer.put(told if whole else b"")
            if not whole:
                return
            del line, answer, told, call  # nothing of a value stays while it waits for the next call

    def _next(self) -> tuple[bytes, _Answers] | None:
        """The next call; None when there is none for so long, or never will be."""
        try:
            return self._calls.get(timeout=self._idle)
        except queue.Empty:
            with self._lock:
                self._ended = True
            return None


class Helper:
    """`ask` from any thread, one at a time."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        idle: float = IDLE,
        start: float = START,
    ) -> None:
        self._command, self._environment, self._idle, self._start = command, environment, idle, start
        self._turn = threading.Lock()
        self._running: _Running | None = None
        self._number = 0
        self._served = self._closed = False

    def another(self) -> Helper:
        """For a call that may take long, so that others need not wait for it."""
        return Helper(self._command, self._environment, idle=self._idle, start=self._start)

    def ask(self, do: str, told: Mapping[str, str], kinds: tuple[type, ...], seconds: float) -> Any:
        """Its answer, of one of these kinds. Raises NoAnswerError, and the SecretsUnavailable that it tells."""
        with self._turn:
            self._number += 1
            line = json.dumps({"id": self._number, "do": do, **told}).encode() + b"\n"
            try:
                answer = _read(self._answer(line, seconds), self._number, kinds)
            except NoAnswerError:
                self._drop()
                raise
            except SecretsUnavailable:
                self._served = False
                raise
            self._served = True
            return answer

    def warm(self) -> None:
        """Start it in the background for a call that is about to come, unless the last one had nothing from it."""
        if self._served and self._turn.acquire(blocking=False):
            try:
                if self._running is None or self._running.ended():
                    self._running = self._new()
            finally:
                self._turn.release()

    def close(self) -> None:
        """End it and wait for that, some seconds at most; whoever waits for an answer gets none."""
        self._closed = True
        if self._running is not None:
            self._running.end()

    def _answer(self, line: bytes, seconds: float) -> bytes:
        """The line. One that had nothing to do may have ended meanwhile: then another is asked."""
        running, answer = self._send(line)
        was_there = running.started.is_set()
        told = self._told(running, answer, seconds)
        if not told and was_there:
            self._running = None
            running, answer = self._send(line)
            told = self._told(running, answer, seconds)
        if not told:
            raise NoAnswerError(running.trouble)
        return told

    def _told(self, running: _Running, answer: _Answers, seconds: float) -> bytes:
        if not running.started.wait(self._start):
            raise NoAnswerError(f"the process for that did not start within {self._start:g} s")
        try:
            return answer.get(timeout=seconds)
        except queue.Empty:
            raise NoAnswerError(f"there was no answer within {seconds:g} s", late=True) from None

    def _send(self, line: bytes) -> tuple[_Running, _Answers]:
        """To the one that runs, else to a new one. Raises NoAnswerError."""
        running = self._running
        answer = running.ask(line) if running is not None else None
        if running is None or answer is None:
            self._running = running = self._new()
            answer = running.ask(line)
        if answer is None:
            raise NoAnswerError(running.trouble)
        return running, answer

    def _new(self) -> _Running:
        running = _Running(self._command, self._environment, self._idle)
        if self._closed:
            running.kill()
        return running

    def _drop(self) -> None:
        running, self._running, self._served = self._running, None, False
        if running is not None:
            running.kill()


def _read(line: bytes, number: int, kinds: tuple[type, ...]) -> Any:
    """What an answer says. Raises NoAnswerError for what is none, and SecretsUnavailable."""
    try:
        told = json.loads(line)
        if told["id"] != number:
            raise ValueError
        if "trouble" in told:
            unavailable = SecretsUnavailable(SecretTrouble(told["trouble"]), str(told["message"]))
        elif type(told["result"]) in kinds:
            return told["result"]
        else:
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NoAnswerError("what the process for that said is no answer") from None
    raise unavailable
