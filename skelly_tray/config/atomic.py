"""Replaces a file so that a reader, a crash and a full disk find either the old content or the new."""

from __future__ import annotations

import os
import time
from pathlib import Path

LEFTOVER_AGE = 60.0
"""Seconds; a temporary file older than this belongs to a write that was interrupted."""

_SUFFIX = ".skelly-tmp"


def replace_file(path: Path, content: bytes) -> None:
    """Write `content` durably, mode 0600. Raises OSError, and then `path` is as it was."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}{_SUFFIX}")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(
        temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600
    )
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def sweep_leftovers(folder: Path) -> None:
    """Remove what interrupted writes left in `folder`. Raises nothing: they only take space."""
    try:
        for path in folder.glob(f".*{_SUFFIX}"):
            if time.time() - path.lstat().st_mtime > LEFTOVER_AGE:
                path.unlink(missing_ok=True)
    except OSError:
        return


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
