"""The folders of a module: its own state folder, and whether its user can get there at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from skelly_tray.adapters.launcher.identity import Identity
from skelly_tray.config.home import Home
from skelly_tray.engine.ports import LaunchRefused

PRIVATE = 0o700
PASSABLE = 0o711
"""Others may pass through to a folder of theirs, but see nothing."""
FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
"""How to open one, and nothing else: no link to one."""


def prepare_state(home: Home, module: str, identity: Identity | None) -> Path:
    """Make the module's state folder, its user's own. Raises LaunchRefused."""
    folder = home.module_state(module)
    try:
        folder.parent.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        folder.mkdir(mode=PRIVATE, exist_ok=True)
        if identity is not None:
            for passed in (home.run, home.state, folder.parent):
                passed.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
                passed.chmod(PASSABLE)
        if os.name == "posix":
            own(folder, identity)
    except OSError as error:
        message = f"{error.filename or folder} cannot be made ready: {error.strerror}"
        raise LaunchRefused("No state folder", message) from error
    if identity is not None:
        require_passage(folder, identity)
    return folder


def require_passage(folder: Path, identity: Identity) -> None:
    """Raises LaunchRefused naming the first folder on the way that the user cannot cross.

    A folder that does not exist ends the search: the start itself says that better.
    """
    for step in (*reversed(folder.parents), folder):
        try:
            facts = step.stat()
        except OSError:
            return
        if not can_cross(facts, identity):
            mode = stat.S_IMODE(facts.st_mode)
            message = (
                f"user {identity.user} cannot cross {step} (mode {mode:04o}); chmod o+x {step} would allow it"
            )
            raise LaunchRefused("Folder out of reach", message, {"folder": str(step), "user": identity.user})


def can_cross(facts: os.stat_result, identity: Identity) -> bool:
    """By the mode bits, as the kernel picks them: owner, else group, else others."""
    if identity.uid == 0:
        return True
    if facts.st_uid == identity.uid:
        return bool(facts.st_mode & stat.S_IXUSR)
    if facts.st_gid in identity.groups:
        return bool(facts.st_mode & stat.S_IXGRP)
    return bool(facts.st_mode & stat.S_IXOTH)


def own(folder: Path, identity: Identity | None) -> None:
    """By descriptor, so that a link put in its place is never followed; as ourselves only when it was not ours."""
    descriptor = os.open(folder, FOLDER)
    try:
        give(descriptor, identity)
    finally:
        os.close(descriptor)


def give(descriptor: int, identity: Identity | None) -> None:
    """That folder to its user alone."""
    facts = os.fstat(descriptor)
    uid, gid = (os.geteuid(), -1) if identity is None else (identity.uid, identity.gid)
    if facts.st_uid != uid or gid not in (-1, facts.st_gid):
        os.fchown(descriptor, uid, gid)
    if stat.S_IMODE(facts.st_mode) != PRIVATE:
        os.fchmod(descriptor, PRIVATE)
