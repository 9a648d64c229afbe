"""What outlives a restart: where it stood, whether it is hidden, what was shown, and answers not told yet. One file."""

from __future__ import annotations

import contextlib
import math
import os
from pathlib import Path

import msgspec

from skelly_tray.keeper import durable

MOST_PLACES = 16
MOST_UNTOLD = 20
_LARGEST = 1 << 18


class Untold(msgspec.Struct, frozen=True):
    """An answer of the user. time: ms since the epoch."""

    time: int
    request: str
    answer: str


class Kept(msgspec.Struct):
    """places: shares of the free room of each screen. last: the screen where it was put last."""

    places: dict[str, tuple[float, float]] = {}
    last: str = ""
    hidden: bool = False
    untold: list[Untold] = []
    known: list[str] = []


class Memory:
    """`kept` may be changed; `save` then writes it as a whole. trouble: why it cannot be written just now."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.trouble = ""
        self.set_aside = False
        durable.sweep(str(path.parent))
        self.kept = self._read()

    def put(self, screen: str, x: float, y: float) -> None:
        """It stands here now; of screens not seen for long the place is forgotten."""
        self.kept.places.pop(screen, None)
        self.kept.places[screen] = (x, y)
        self.kept.last = screen
        for oldest in list(self.kept.places)[:-MOST_PLACES]:
            del self.kept.places[oldest]

    def add_untold(self, untold: Untold) -> None:
        self.kept.untold = [*self.kept.untold, untold][-MOST_UNTOLD:]

    def erase(self) -> None:
        self.kept = Kept()
        self.save()

    def save(self) -> None:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            durable.replace_file(str(self._path), msgspec.json.encode(self.kept))
        except OSError as error:
            self.trouble = f"its place cannot be kept ({error.strerror or type(error).__name__})"
        else:
            self.trouble = ""

    def _read(self) -> Kept:
        try:
            if self._path.stat().st_size <= _LARGEST:
                kept = msgspec.json.decode(self._path.read_bytes(), type=Kept)
                if all(math.isfinite(share) for place in kept.places.values() for share in place):
                    return kept
        except FileNotFoundError:
            return Kept()
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            pass
        self.set_aside = True
        with contextlib.suppress(OSError):
            os.replace(self._path, self._path.with_suffix(".damaged"))  # noqa: PTH105  as durable does
        return Kept()
