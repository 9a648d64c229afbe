"""Folders that a sandboxed module needs inside its own state folder, and cannot make where it may not write."""

from __future__ import annotations

import os
from pathlib import Path

from skelly_tray.adapters.launcher.folders import PRIVATE, own
from skelly_tray.adapters.launcher.identity import Identity
from skelly_tray.domain.sandbox import Sandbox
from skelly_tray.engine.ports import LaunchRefused

_TEMPORARY = "tmp"


def temporary_folder(state: Path, sandbox: Sandbox) -> dict[str, str]:
    """TMPDIR inside the state folder when the machine's own is closed to the module, and it may write there."""
    folder = str(state / _TEMPORARY)
    return {"TMPDIR": folder} if sandbox.files and sandbox.may_write(folder) else {}


def prepare_sandbox(state: Path, sandbox: Sandbox, identity: Identity | None) -> None:
    """Make what its lists name below its state folder, where it is missing, and the folder for temporary files.

    Links that the module may have put there are never followed. Raises LaunchRefused.
    """
    named = {Path(path) for path in (*(sandbox.read or ()), *(sandbox.write or ()))}
    named |= {Path(folder) for folder in temporary_folder(state, sandbox).values()}
    for path in sorted(named):
        if path.is_relative_to(state) and path != state:
            _make(state, path, identity)


def _make(state: Path, path: Path, identity: Identity | None) -> None:
    """Step by step, each one its user's own; what is there already is a folder of its own, or the file it names."""
    step = state
    try:
        for name in path.relative_to(state).parts:
            step = step / name
            if step == path and step.is_file() and not step.is_symlink():
                return
            step.mkdir(mode=PRIVATE, exist_ok=True)
            if os.name == "posix":
                own(step, identity)
    except OSError as error:
        message = f"{step}, which its [sandbox] names, cannot be made ready: {error.strerror}"
        raise LaunchRefused("No folder for the sandbox", message) from error
