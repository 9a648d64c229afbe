"""A text, or a picture, for its owner alone, which appears as a whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from skelly_tray.ui.present.words import tr


class PrivateFile:
    """Written beside its place, mode 0600, and put there by `keep`. What lies there is neither opened nor followed:
    others may have it open, and it may be a link or a pipe. Everything raises OSError."""

    def __init__(self, path: Path) -> None:
        if path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, tr("what is there is not a file"))
        self.path = path
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".skelly-")
        self._temporary: Path | None = Path(temporary)
        # JSON takes what is no text in UTF-8 as an escape.
        self._file = os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace")

    def write(self, text: str) -> None:
        """Add it."""
        self._file.write(text)

    def write_bytes(self, data: bytes) -> None:
        """Instead of a text."""
        self._file.buffer.write(data)

    def keep(self) -> None:
        """It is complete. Where this fails, nothing is left of it."""
        if self._temporary is None:
            return
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._temporary.replace(self.path)
        except OSError:
            self.give_up()
            raise
        self._temporary = None

    def give_up(self) -> None:
        """It will not be completed: nothing is left of it. Idempotent, and raises nothing."""
        temporary, self._temporary = self._temporary, None
        with suppress(OSError):
            self._file.close()
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()
