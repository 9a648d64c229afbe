"""Waiting for the end of a process that holds a lock file; its pid would not do, for it may be a zombie still."""

from __future__ import annotations

import os
import time
from pathlib import Path

_POLL_INTERVAL = 0.02


def wait_until_free(lock: Path, timeout: float) -> None:
    """Return once nobody holds the lock (or there is no such file). timeout: seconds. Raises TimeoutError."""
    deadline = time.monotonic() + timeout
    while is_held(lock):
        if time.monotonic() >= deadline:
            raise TimeoutError(f"{lock.name} is still held")
        time.sleep(_POLL_INTERVAL)


def is_held(lock: Path) -> bool:
    """Whether a living process has this file locked by flock. False where there is no flock (Windows)."""
    try:
        import fcntl
    except ImportError:
        return False
    try:
        handle = os.open(lock, os.O_RDWR)
    except OSError:
        return False
    try:
        # Shared: two who only look must not take each other for the holder.
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False
