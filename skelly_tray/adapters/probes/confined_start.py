"""Starts a command in its module's sandbox: a thread of ours enters it first, and is gone before the command begins.

A sandbox keeps its processes from tracing others, but not those in the very same one. So while that thread lives, the
command could get at the memory of this whole process through it.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from skelly_tray.engine.ports import ProbeTarget

NAME = "skelly-probe"
"""What the shell that waits for us calls itself when it cannot start the command."""
_NOT_STARTED = (126, 127)
_WAIT = 'read -r _; exec "$@" </dev/null'
_PAUSE = 0.0002
# Seconds between two looks whether the thread is gone.

Open = Callable[[list[str], int], "subprocess.Popen[bytes]"]
"""(argv, standard input) → the process."""


def start_confined(
    told: dict[str, Any], target: ProbeTarget, command: list[str], start: Open
) -> subprocess.Popen[bytes]:
    """Raises ValueError when the sandbox cannot be held: then the command is not run at all; else what `start` does.

    told: the rules as the keeper reads them.
    """
    waiting, go = os.pipe()
    try:
        # One thread for each, for a thread can never leave a sandbox either.
        with ThreadPoolExecutor(1, "sandboxed probe") as starter:
            argv = ["/bin/sh", "-c", _WAIT, NAME, *command]
            process, thread = starter.submit(
                _enter, told, target, command, lambda: start(argv, waiting)
            ).result()
        while Path(f"/proc/self/task/{thread}").exists():  # joined, and yet it may need a moment to end
            time.sleep(_PAUSE)
        return process
    finally:
        os.close(waiting)
        os.close(go)


def was_not_started(code: int, output: bytes) -> bool:
    """Whether that is the word of the shell and not of the command."""
    return code in _NOT_STARTED and output.startswith(NAME.encode())


def _enter(
    told: dict[str, Any],
    target: ProbeTarget,
    command: list[str],
    start: Callable[[], subprocess.Popen[bytes]],
) -> tuple[subprocess.Popen[bytes], int]:
    from skelly_tray.keeper import sandbox
    from skelly_tray.keeper.kernel import forbid_new_privileges

    if target.sandbox.no_new_privs:
        forbid_new_privileges()
    sandbox.enter(sandbox.Rules.parse(told), command, dict(target.environment))
    return start(), threading.get_native_id()
