"""Folders that a sandboxed module needs inside its own state folder, and cannot make where it may not write."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from skelly_tray.adapters.launcher.folders import FOLDER, PRIVATE, give
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
    step, names = state, path.relative_to(state).parts
    try:
        if os.name != "posix":
            path.mkdir(parents=True, exist_ok=True)
            return
        inside = os.open(state, FOLDER)
        try:
            for name in names:
                step = step / name
                if step == path and _is_file(name, inside):
                    return
                # From folder to folder by descriptors: its user may put a link in the place of any of them meanwhile.
                outer, inside = inside, _entered(name, inside)
                os.close(outer)
                give(inside, identity)
        finally:
            os.close(inside)
    except OSError as error:
        message = f"{step}, which its [sandbox] names, cannot be made ready: {error.strerror}"
        raise LaunchRefused("No folder for the sandbox", message) from error


def _entered(name: str, inside: int) -> int:
    """The folder of that name, made if there is none; a link is refused. Raises OSError."""
    with suppress(FileExistsError):
        os.mkdir(name, PRIVATE, dir_fd=inside)
    return os.open(name, FOLDER, dir_fd=inside)


def _is_file(name: str, inside: int) -> bool:
    try:
        return stat.S_ISREG(os.stat(name, dir_fd=inside, follow_symlinks=False).st_mode)
    except FileNotFoundError:
        return False
