"""Replaces and removes files so that a reader, a crash and a full disk find either what was there or what is to be;
and sweeps what dead writers left.

Here, because all others may use it and the keeper nothing of theirs.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import time

LEFTOVER_AGE = 60.0
"""Seconds; an older temporary file is of an interrupted write, whoever has the number of its process by now."""

SUFFIX = ".skelly-tmp"
"""Of temporary files: `.NAME.PID-NUMBER.skelly-tmp`, beside the file they are to become."""

_COUNTER = itertools.count()
"""Two threads that replace the same file have a temporary one each."""


def replace_file(path: str, content: bytes) -> None:
    """Write `content` durably, mode 0600.

    Raises OSError: then `path` is as it was or, when only making it durable failed, as it was to be; never a mixture.
    After a failed sync nothing is tried again on the same file: the next try writes another one.
    """
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, f".{name}.{os.getpid()}-{next(_COUNTER)}{SUFFIX}")
    with contextlib.suppress(FileNotFoundError):
        os.unlink(temporary)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    descriptor = os.open(temporary, flags | getattr(os, "O_BINARY", 0), 0o600)
    try:
        try:
            _write(descriptor, content)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):  # the first error is the one to tell
            os.unlink(temporary)
        raise
    sync_folder(folder)


def remove_file(path: str) -> None:
    """Durably; also where it is gone already. Raises OSError."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)
    sync_folder(os.path.dirname(path))


def sync_folder(folder: str) -> None:
    """Make durable which names are in it. Raises OSError."""
    if os.name != "posix":
        return
    descriptor = os.open(folder or ".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: str) -> None:
    """Remove what interrupted writes left in `folder`. Raises nothing: they only take space."""
    try:
        names = [name for name in os.listdir(folder) if name.startswith(".") and name.endswith(SUFFIX)]
    except OSError:
        return
    for name in names:
        with contextlib.suppress(OSError):
            if _is_left_over(os.path.join(folder, name)):
                os.unlink(os.path.join(folder, name))


def _is_left_over(path: str) -> bool:
    """Its writer is gone; or it is too old for a write that goes on."""
    if time.time() - os.lstat(path).st_mtime > LEFTOVER_AGE:
        return True
    writer = path.removesuffix(SUFFIX).rpartition(".")[2].partition("-")[0]
    if os.name != "posix" or not writer.isdecimal():
        return False  # elsewhere signal 0 would end the process that is asked about
    try:
        os.kill(int(writer), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except OSError:
        return False
    return False


def _write(descriptor: int, content: bytes) -> None:
    written = 0
    while written < len(content):
        written += os.write(descriptor, content[written:])
