"""A desktop of its own for one test: an X server, a session bus, and a folder for sockets. All gone afterwards."""

from __future__ import annotations

import json
import os
import queue
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]
DISPLAYS = (1000, 50_000)
DEADLINE = 20.0
"""Seconds that anything on the desktop may take before a test gives up."""


def until(condition: Callable[[], object], what: str) -> None:
    """Poll until the condition holds; fails with `what` after the deadline."""
    end = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < end, f"in vain: {what}"
        time.sleep(0.02)


class Talk:
    """The JSON lines of a process on the desktop, read without blocking the test."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.told: list[dict[str, Any]] = []
        self._facts: queue.Queue[dict[str, Any]] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def join(self) -> None:
        """Wait until all it said is read: it has ended."""
        self._reader.join(DEADLINE)

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._facts.put(json.loads(line))

    def next(self, key: str) -> Any:
        """The value of the next fact with that key; other facts before it are dropped."""
        while True:
            try:
                fact = self._facts.get(timeout=DEADLINE)
            except queue.Empty:
                raise AssertionError(f"in vain: {key!r} is told; so far {self.told[-8:]}") from None
            self.told.append(fact)
            if key in fact:
                return fact[key]

    def so_far(self) -> list[dict[str, Any]]:
        """Everything told until now; what nobody has waited for is taken as read."""
        while not self._facts.empty():
            self.told.append(self._facts.get())
        return self.told

    def order(self, **order: object) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(order) + "\n")
        self.next("obeyed")


class Desktop:
    """Xvfb and dbus-daemon; `bus` is the address of the session bus, `start` runs our programs there.

    more: variables that its programs get besides, those too that the bus starts on demand.
    """

    def __init__(self, more: Mapping[str, str] | None = None) -> None:
        self._more = dict(more or {})
        self._folder = Path(tempfile.mkdtemp(prefix="sk-desk-"))
        self._folder.chmod(0o700)
        self._processes: list[subprocess.Popen[str]] = []
        self._talks: dict[int, Talk] = {}
        self.display = self._start_x()
        self.bus = self._start_bus()

    @staticmethod
    def missing(*more: str) -> str:
        """The first program that such a desktop lacks here, or of `more`; empty when all are there."""
        return next((name for name in ("Xvfb", "dbus-daemon", *more) if not shutil.which(name)), "")

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            key: value
            for key, value in os.environ.items()
            if key not in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        }
        return kept | {
            "DISPLAY": self.display,
            "DBUS_SESSION_BUS_ADDRESS": self.bus,
            "XDG_RUNTIME_DIR": str(self._folder),
            "QT_QPA_PLATFORM": "xcb",
            "NO_AT_BRIDGE": "1",
            **self._more,
        }

    def start(self, *module_and_arguments: str) -> Talk:
        """Run `python -m …` on this desktop and talk with it in JSON lines."""
        talk = Talk(self._spawn([sys.executable, "-m", *module_and_arguments], self.environment))
        self._talks[talk.process.pid] = talk
        return talk

    def run(self, *command: str, quiet: bool = False) -> subprocess.Popen[str]:
        """Run any program on this desktop. quiet: what it complains about is not shown."""
        more = {"stderr": subprocess.DEVNULL} if quiet else {}
        return self._spawn(list(command), self.environment, **more)

    def end(self, process: subprocess.Popen[str]) -> None:
        """Terminate one of our processes and wait for it."""
        process.terminate()
        try:
            process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if talk := self._talks.pop(process.pid, None):
            talk.join()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        self._processes.remove(process)

    def end_display(self) -> None:
        """The X server dies, as when a session breaks down."""
        self.end(self._processes[0])

    def end_bus(self) -> None:
        """The session bus dies."""
        self.end(self._processes[1])

    def close(self) -> None:
        for process in reversed(self._processes.copy()):
            self.end(process)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _spawn(
        self, command: list[str], environment: dict[str, str], **more: object
    ) -> subprocess.Popen[str]:
        process = subprocess.Popen(  # type: ignore[call-overload]
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            **more,
        )
        self._processes.append(process)
        return process  # type: ignore[no-any-return]

    def _start_x(self) -> str:
        """With a number that nobody else has: of two servers that look for the lowest free one, the one that ends may
        take the socket of the other with it."""
        number = random.randrange(*DISPLAYS)
        reading, writing = os.pipe()
        command = ["Xvfb", f":{number}", "-displayfd", str(writing), "-screen", "0", "1280x800x24"]
        command += ["-nolisten", "tcp", "-noreset"]  # else it is away for a moment after its last client
        self._spawn(command, dict(os.environ), pass_fds=(writing,), stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            return f":{_first_line(pipe)}"

    def _start_bus(self) -> str:
        address = f"unix:path={self._folder}/bus"
        command = [
            "dbus-daemon",
            "--session",
            "--nofork",
            "--nopidfile",
            "--print-address",
            f"--address={address}",
        ]
        environment = dict(os.environ)
        if self._more:
            environment |= {"DISPLAY": self.display, "XDG_RUNTIME_DIR": str(self._folder), **self._more}
        process = self._spawn(command, environment, stderr=subprocess.DEVNULL)
        assert process.stdout
        return _first_line(process.stdout)


def _first_line(pipe: IO[str]) -> str:
    line = pipe.readline().strip()
    assert line, "the desktop did not start"
    return line
