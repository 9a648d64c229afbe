"""Replaces a file so that a reader, a crash and a full disk find either the old content or the new."""

from __future__ import annotations

import contextlib
import itertools
import os
import time
from pathlib import Path

LEFTOVER_AGE = 60.0
"""Seconds; an older temporary file is of an interrupted write, whoever has the number of its process by now."""

_SUFFIX = ".skelly-tmp"
_COUNTER = itertools.count()
"""Two threads that replace the same file have a temporary one each."""


def replace_file(path: Path, content: bytes) -> None:
    """Write `content` durably, mode 0600.

    Raises OSError: then `path` is as it was or, when only making it durable failed, as it was to be; never a mixture.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{next(_COUNTER)}{_SUFFIX}")
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
        with contextlib.suppress(OSError):  # the first error is the one to tell
            temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def replace_if_other(path: Path, content: bytes) -> None:
    """Nothing is written where that content stands already. Raises as `replace_file`."""
    try:
        if path.read_bytes() == content:
            return
    except OSError:
        pass
    replace_file(path, content)


def sweep_leftovers(folder: Path) -> None:
    """Remove what interrupted writes left in `folder`. Raises nothing: they only take space."""
    try:
        found = list(folder.glob(f".*{_SUFFIX}"))
    except OSError:
        return
    for path in found:
        with contextlib.suppress(OSError):
            if _is_left_over(path):
                path.unlink(missing_ok=True)


def _is_left_over(path: Path) -> bool:
    """Its writer is gone; or it is too old for a write that goes on."""
    if time.time() - path.lstat().st_mtime > LEFTOVER_AGE:
        return True
    writer = path.name.removesuffix(_SUFFIX).rpartition(".")[2].partition("-")[0]
    if os.name != "posix" or not writer.isdecimal():
        return False  # elsewhere signal 0 would end the process that is asked about
    try:
        os.kill(int(writer), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except OSError:
        return False
    return False


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
