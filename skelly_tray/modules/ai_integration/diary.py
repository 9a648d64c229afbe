"""What was said and what still is to be said, in one small file that is replaced as a whole.

So a kill at any moment loses no request that was taken and repeats no sentence; it never grows beyond what is shown.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import msgspec

from skelly_tray.keeper import durable
from skelly_tray.modules.ai_integration.occasion import Occasion

MOST_SAID = 200
MOST_WAITING = 8
"""Of more than so many requests the oldest are dropped: nobody wants a row of messages."""
_LARGEST = 1 << 20


class Said(msgspec.Struct, frozen=True):
    """One message. time: ms since the epoch. by: `local` or `endpoint`. phrase: what a local one was made of."""

    time: int
    kind: str
    text: str
    by: str
    mood: str
    request: str = ""
    phrase: str = ""


class Waiting(msgspec.Struct, frozen=True):
    """What a message is still to be made for."""

    occasion: Occasion


class _Kept(msgspec.Struct):
    said: list[Said] = []
    waiting: list[Waiting] = []


class Diary:
    """`trouble`: why the file cannot be written just now; what it should hold is still known here."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.trouble = ""
        self.set_aside = False
        """The file could not be read, and was moved out of the way."""
        durable.sweep(str(path.parent))
        self._kept = self._read()

    @property
    def said(self) -> list[Said]:
        """The newest last."""
        return self._kept.said

    @property
    def waiting(self) -> list[Waiting]:
        """The oldest first."""
        return self._kept.waiting

    @property
    def phrases(self) -> list[str]:
        """Those of the local messages, the newest last."""
        return [said.phrase for said in self._kept.said if said.phrase]

    def knows(self, request: str) -> bool:
        """Whether it was answered already, or waits: a reliable message may come twice."""
        waiting = (waiting.occasion.request for waiting in self._kept.waiting)
        return request in {*waiting, *(said.request for said in self._kept.said)}

    def take(self, waiting: Waiting) -> None:
        """It waits, and will after a kill."""
        self._kept.waiting = [*self._kept.waiting, waiting][-MOST_WAITING:]
        self._write()

    def drop(self, waiting: Waiting) -> None:
        """It is not to be answered any more."""
        self._kept.waiting = [other for other in self._kept.waiting if other is not waiting]
        self._write()

    def add(self, said: Said, waiting: Waiting | None = None) -> None:
        """It was said; and what waited for it does not wait any more."""
        self._kept.said = [*self._kept.said, said][-MOST_SAID:]
        self._kept.waiting = [other for other in self._kept.waiting if other is not waiting]
        self._write()

    def erase(self, said: bool = True, waiting: bool = True) -> None:
        self._kept = _Kept([] if said else self._kept.said, [] if waiting else self._kept.waiting)
        self._write()

    def _read(self) -> _Kept:
        try:
            if self._path.stat().st_size <= _LARGEST:
                kept = msgspec.json.decode(self._path.read_bytes(), type=_Kept)
                return _Kept(kept.said[-MOST_SAID:], kept.waiting[-MOST_WAITING:])
        except FileNotFoundError:
            return _Kept()
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            pass
        self.set_aside = True
        with contextlib.suppress(OSError):
            os.replace(self._path, self._path.with_suffix(".damaged"))  # noqa: PTH105  as durable does
        return _Kept()

    def _write(self) -> None:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            durable.replace_file(str(self._path), msgspec.json.encode(self._kept))
        except OSError as error:
            self.trouble = f"the diary cannot be written ({error.strerror or type(error).__name__})"
        else:
            self.trouble = ""
