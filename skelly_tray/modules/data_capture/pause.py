"""Is capturing paused, and until when? Kept over restarts: a crash must not end a pause that somebody asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec

from skelly_tray.keeper import durable


class _Kept(msgspec.Struct):
    until: float | None


class Pause:
    """Times are seconds since 1970: a pause goes on while the machine sleeps."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: _Kept | None = None
        durable.sweep(str(path.parent))
        try:
            self._kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
        except FileNotFoundError:
            pass
        except (OSError, msgspec.MsgspecError):
            self._kept = _Kept(
                None
            )  # somebody asked for a pause, until when cannot be read: rather see too little

    def left(self, now: float) -> float:
        """Seconds; 0 when it is not paused, infinite until it is resumed."""
        if self._kept is None:
            return 0.0
        return float("inf") if self._kept.until is None else max(0.0, self._kept.until - now)

    def until(self, now: float) -> float:
        """When it ends; 0 when it is not paused, or until it is resumed."""
        end = None if self._kept is None else self._kept.until
        return end if end is not None and end > now else 0.0

    def describe(self, now: float) -> str:
        """Empty when it is not paused."""
        if not self.left(now):
            return ""
        until = None if self._kept is None else self._kept.until
        if until is None:
            return "paused until it is resumed"
        return f"paused until {datetime.fromtimestamp(until, UTC).astimezone():%Y-%m-%d %H:%M:%S}"

    def begin(self, until: float | None) -> None:
        """Raises OSError when it cannot be kept; it is paused all the same."""
        self._kept = _Kept(until)
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        durable.replace_file(str(self._path), msgspec.json.encode(self._kept))

    def end(self) -> None:
        """Raises OSError when the file cannot be removed."""
        self._kept = None
        if self._path.parent.is_dir():
            durable.remove_file(str(self._path))
