"""How long the core's loop stands still, seen from another process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.supervisor import Supervisor

PULSE = Path(__file__).with_name("pulse.py")


class Pulse:
    """Answers to pings meanwhile, in milliseconds; from another process, so that only the core's loop is measured."""

    def __init__(self, made: Supervisor) -> None:
        command = [sys.executable, "-I", "-S", str(PULSE), str(made.home / "run" / "control.sock")]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def since(self) -> list[float]:
        """Of all since the last time, sorted."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        found: list[float] = json.loads(self._process.stdout.readline())
        return found

    def close(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
