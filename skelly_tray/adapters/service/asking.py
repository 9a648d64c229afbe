"""Asks the programs that a manager of services brings along."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping, Sequence

PATIENCE = 20.0
"""Seconds."""

Ask = Callable[[Sequence[str]], tuple[int, str]]
"""argv → exit code, and what it said on both streams. Raises OSError when there is no such program."""


def asking(environ: Mapping[str, str]) -> Ask:
    """Runs them with that environment; one that does not answer has failed."""

    def ask(command: Sequence[str]) -> tuple[int, str]:
        try:
            done = subprocess.run(
                list(command),
                env=dict(environ),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return 1, f"{command[0]} does not answer"
        return done.returncode, done.stdout.strip()

    return ask
