"""The protocol of a source: one way to see something. A source is a file in `sources/` and a line in `registry.py`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from skelly_tray.modules.data_capture.observation import Observation
from skelly_tray.modules.data_capture.settings import Settings


class UnavailableError(Exception):
    """This session cannot give it. The text says plainly why; it is shown."""


class Surroundings(NamedTuple):
    """What a source is made with."""

    settings: Settings
    state_dir: Path


class Source(Protocol):
    """Blocking; every call comes from a thread that is not the loop's, never two at once."""

    @property
    def interval(self) -> float:
        """Seconds between two readings."""

    def open(self) -> None:
        """Begin to look. Raises UnavailableError."""

    def fileno(self) -> int | None:
        """Readable when there is something to read before the interval is over; None: by time alone."""

    def read(self, now: float, due: bool) -> Sequence[Observation]:
        """What was seen since the last reading; `now` is monotonic. Raises UnavailableError when it is over.

        due: the interval is over; else there was something to read before.
        """

    def close(self) -> None:
        """Also after `open` failed."""
