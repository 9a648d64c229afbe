"""Programs that the tests of recovery run as modules: `recovering.py ROLE ARGUMENTS…`."""

from __future__ import annotations

import json
import os
import signal
import sys


def stateful(file: str) -> None:
    """Write down what its state folder (where it runs) holds, then leave a mark in it."""
    _append(file, "marked" if os.path.exists("mark") else "clean")
    with open("mark", "w") as mark:
        mark.write("x")
    signal.pause()


def named(file: str, name: str) -> None:
    """Write down who runs."""
    _append(file, name)
    signal.pause()


def broken_until(cure: str, file: str) -> None:
    """Exit with 3 at once unless the file `cure` is there."""
    _append(file, "start")
    if not os.path.exists(cure):
        sys.exit(3)
    signal.pause()


def write(file: str, line: str, code: str = "0") -> None:
    """A step of a procedure: write a line down, and exit."""
    _append(file, line)
    sys.exit(int(code))


def saver(file: str) -> None:
    """A native module that writes down which orders of the orchestrator it gets."""
    from skelly_tray.sdk import Mode, Module

    class Saver(Module):
        async def start(self) -> None:
            _append(file, "starts " + json.dumps(self.mode.name))

        async def degrade(self, mode: Mode) -> None:
            _append(file, f"degrade {','.join(mode.disable_features)} {mode.reduce_load:g}")

        async def restore(self) -> None:
            _append(file, "restore")

        async def save_state(self) -> None:
            _append(file, "save")

        async def stop(self, grace_s: float) -> None:
            _append(file, "stop")

    Saver.main()


def _append(file: str, line: str) -> None:
    with open(file, "a") as history:
        history.write(line + "\n")


ROLES = {role.__name__: role for role in (stateful, named, broken_until, write, saver)}

if __name__ == "__main__":
    ROLES[sys.argv[1]](*sys.argv[2:])
