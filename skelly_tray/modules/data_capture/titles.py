"""Titles of windows hold what people read and write: by default only a short hash of them leaves this file."""

from __future__ import annotations

import os
import secrets
from hashlib import blake2b
from pathlib import Path

from skelly_tray.modules.data_capture.settings import Titles

_KEY_BYTES = 32
_LONGEST = 512


class TitleMask:
    """The same title has the same mask on this machine, and nobody without the key can try titles out against it."""

    def __init__(self, mode: Titles, state_dir: Path) -> None:
        self.mode = mode
        self._key = _key(state_dir / "title.key") if mode == "masked" else b""

    def show(self, title: str) -> str | None:
        """What may be told of a title; None: nothing."""
        if self.mode == "off":
            return None
        if self.mode == "full":
            return title[:_LONGEST]
        return blake2b(title.encode(errors="replace"), key=self._key, digest_size=8).hexdigest()


def _key(path: Path) -> bytes:
    """The key of this machine, made at its first use. Where it cannot be kept, it is good until the next start."""
    try:
        key = path.read_bytes()
        if len(key) == _KEY_BYTES:
            return key
    except OSError:
        pass  # not there yet
    key = secrets.token_bytes(_KEY_BYTES)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        with open(descriptor, "wb") as file:  # noqa: PTH123  a descriptor has no path
            file.write(key)
    except OSError:
        pass  # masks then differ after the next start, which harms nobody
    return key
