"""Drives a real `skelly-tray` as a user does: configuration files, the command line, the control socket, signals.

Nothing of the product is imported here but through its own processes, so what these tests hold is what the
outside sees.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit

from tests.nursery import descendants, describe

DEADLINE = 30.0
"""Seconds that anything may take before a test gives up waiting; nothing is measured by it."""

PROGRAM = (sys.executable, "-P", "-W", "error", "-m", "skelly_tray")
NOT_INHERITED = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "NOTIFY_SOCKET")

Status = dict[str, Any]


def wait_until(
    condition: Callable[[], object], what: str, timeout: float = DEADLINE, every: float = 0.02
) -> None:
    """Poll until the condition is true; fail the test, saying what was waited for, when it never is."""
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {timeout:g} s: {what}")
        time.sleep(every)


def alive(pid: int) -> bool:
    """Whether the process exists and is no zombie."""
    try:
        line = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return False
    return line[line.rfind(b")") + 2 :][:1] not in (b"Z", b"X")


class Run:
    """One start of the program below a nursery of its own."""

    def __init__(self, command: list[str], environment: Mapping[str, str], output: Path) -> None:
        nursery = Path(__file__).with_name("nursery.py")
        with output.open("ab") as errors:
            self.nursery = subprocess.Popen(
                [sys.executable, "-I", "-S", str(nursery), *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=dict(environment),
                text=True,
            )
        self.pid = int(self._line("pid"))

    def _line(self, word: str) -> str:
        assert self.nursery.stdout is not None
        name, _, value = self.nursery.stdout.readline().partition(" ")
        assert name == word, f"the nursery said {name!r}, not {word!r}"
        return value

    def signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def wait(self, timeout: float = DEADLINE) -> int:
        """The exit code of the program itself, negative for a signal."""
        wait_until(lambda: not alive(self.pid), f"the end of {describe(self.pid)}", timeout, every=0.005)
        return int(self._line("exit"))

    def leftovers(self) -> list[int]:
        return descendants(self.nursery.pid)

    def end(self) -> None:
        """Kill everything that is left of this run."""
        assert self.nursery.stdin is not None and self.nursery.stdout is not None
        self.nursery.stdin.close()
        self.nursery.wait(timeout=DEADLINE)
        self.nursery.stdout.close()


class Supervisor:
    """A system in a home of its own. `orchestrator` and `module` write files; `start` runs the program.

    program: how it is started, where not by this checkout's Python.
    """

    def __init__(self, home: Path, program: Sequence[str] = PROGRAM) -> None:
        self.home = home
        self.program = tuple(program)
        self.output = home.with_name(home.name + ".out")
        self.output.touch()
        self.runs: list[Run] = []
        self.environment = {k: v for k, v in os.environ.items() if k not in NOT_INHERITED}
        (home / "config" / "modules").mkdir(parents=True, mode=0o700, exist_ok=True)
        # A module of another user must be able to cross the home itself on the way to its own folder.
        for folder, mode in ((home, 0o711), (home / "config", 0o700), (home / "config" / "modules", 0o700)):
            folder.chmod(mode)

    # --- configuration ---------------------------------------------------------------------------------------

    def orchestrator(self, **keys: Any) -> None:
        """Write orchestrator.toml with these keys."""
        self._write(self.home / "config" / "orchestrator.toml", tomlkit.dumps(keys))

    def module(self, name: str, text: str | None = None, /, **keys: Any) -> None:
        """Write a module file, from its text or its keys."""
        path = self.home / "config" / "modules" / f"{name}.toml"
        self._write(path, tomlkit.dumps(keys) if text is None else text)

    def _write(self, path: Path, text: str) -> None:
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)

    # --- the program -----------------------------------------------------------------------------------------

    @property
    def run(self) -> Run:
        """The newest start of the program."""
        return self.runs[-1]

    @property
    def pid(self) -> int:
        return self.run.pid

    def launch(self, *arguments: str) -> Run:
        """Start the program (`run --headless` unless told otherwise) and do not wait for anything."""
        command = [*self.program, "--home", str(self.home), *(arguments or ("run", "--headless"))]
        self.runs.append(Run(command, self.environment, self.output))
        return self.run

    def start(self, *arguments: str) -> Status:
        """Start the program and wait until it answers; returns its first status."""
        self.launch(*arguments)
        return self.wait_for(lambda status: status["orchestrator"]["pid"] == self.pid, "an answer")

    def terminate(self, timeout: float = DEADLINE) -> int:
        """End the program as a login session does, and return its exit code."""
        self.run.signal(signal.SIGTERM)
        return self.run.wait(timeout)

    def kill9(self) -> None:
        """Kill the orchestrator alone, as a crash would."""
        self.run.signal(signal.SIGKILL)
        self.run.wait()

    # --- talking to it ---------------------------------------------------------------------------------------

    def cli(
        self, *arguments: str, timeout: float = 60.0, check: bool = False, stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run one command of the command line on this home."""
        done = subprocess.run(
            [*self.program, "--home", str(self.home), *arguments],
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        if check and done.returncode:
            raise AssertionError(f"{arguments} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done

    def request(self, method: str, params: Mapping[str, Any] | None = None, timeout: float = 30.0) -> Any:
        """One call over the control socket. Raises OSError when nobody listens."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(timeout)
            connection.connect(str(self.home / "run" / "control.sock"))
            call = {"jsonrpc": "2.0", "id": 1, "method": method, "params": dict(params or {})}
            connection.sendall(json.dumps(call).encode() + b"\n")
            with connection.makefile("rb") as lines:
                answer = json.loads(lines.readline() or b"{}")
        if "result" not in answer:
            raise ConnectionError(f"{method}: {answer.get('error', 'no answer')}")
        return answer["result"]

    def status(self) -> Status:
        """What `status --json` prints, over the control socket."""
        status: Status = self.request("status")
        return status

    def wait_for(
        self, predicate: Callable[[Status], object], what: str = "that status", timeout: float = DEADLINE
    ) -> Status:
        """Poll the status until the predicate holds, and return that status."""
        status: Status = {}

        def holds() -> bool:
            nonlocal status
            if self.runs and not alive(self.pid):
                raise AssertionError(f"the orchestrator has ended while waiting for {what}{self.said()}")
            with contextlib.suppress(OSError):
                status = self.status()
                return bool(predicate(status))
            return False

        try:
            wait_until(holds, what, timeout)
        except AssertionError as error:
            raise AssertionError(f"{error}\nlast status: {json.dumps(status)}{self.said()}") from None
        return status

    def wait_running(self, *modules: str, timeout: float = DEADLINE) -> Status:
        """Wait until these modules (all, if none is named) are running and ready."""

        def running(status: Status) -> bool:
            rows = {name: status["modules"].get(name) for name in modules} or status["modules"]
            return all(row and row["state"] == "running" and row["ready"] for row in rows.values())

        return self.wait_for(running, f"{', '.join(modules) or 'all modules'} running", timeout)

    # --- the end ---------------------------------------------------------------------------------------------

    def said(self) -> str:
        """What the program wrote to its output, for a failed test."""
        text = self.output.read_text(errors="replace")[-4000:]
        return f"\nit wrote:\n{text}" if text.strip() else ""

    def leftovers(self) -> list[str]:
        """Every living process of any run, as lines."""
        return [describe(pid) for run in self.runs for pid in run.leftovers()]

    def close(self) -> list[str]:
        """End whatever runs, kill what is left, and return what had to be killed."""
        if self.runs and alive(self.pid):
            self.run.signal(signal.SIGTERM)
        with contextlib.suppress(AssertionError):
            wait_until(lambda: not self.leftovers(), "an orderly end", timeout=20)
        left = self.leftovers()
        for run in self.runs:
            run.end()
        return left
