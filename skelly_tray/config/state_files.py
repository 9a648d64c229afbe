"""Reads a file of our own state, with the distrust that files of the configuration get: who can put a link or a file of
his own there could make us run what he likes.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from skelly_tray.config.trust import writable_by

MAX_BYTES = 256 * 1024 * 1024
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
)


class UntrustedFileError(OSError):
    """It is no regular file that only we can change; the text says why."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} {why}")
        self.strerror = why


def read_state(path: Path) -> bytes:
    """Raises FileNotFoundError, UntrustedFileError and other OSErrors; never waits for a FIFO or a device."""
    descriptor = os.open(path, _FLAGS)
    try:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            raise UntrustedFileError(path, "is not a regular file")
        if facts.st_size > MAX_BYTES:
            raise UntrustedFileError(path, "is too large")
        if os.name == "posix" and facts.st_uid not in (0, os.geteuid()):
            raise UntrustedFileError(path, f"belongs to user {facts.st_uid}")
        if os.name == "posix" and (who := writable_by(facts)):
            raise UntrustedFileError(path, f"can be written by {who}; chmod go-w cures it")
        with open(descriptor, "rb", closefd=False) as stream:
            return stream.read()
    finally:
        os.close(descriptor)
