"""What happens when our own interface has a bug: it is logged, said once, and the core goes on.

Qt tells exceptions of slots, timers and overridden methods to `sys.excepthook`, and goes on; so do we with those that a
callback of ours raises when the core calls it (`Shielded`). `Mishaps` is the one place where all of them arrive.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, ParamSpec

from PySide6.QtCore import QObject, Signal

from skelly_tray.domain.status import SystemHealth
from skelly_tray.ui.ports import Core, Intent, OnEntries, OnError, OnResult, OnSnapshot, Unsubscribe

_logger = logging.getLogger(__name__)

P = ParamSpec("P")

LOGGED_IN_FULL = 3
"""A bug in something that is painted comes sixty times a second: after so often, only powers of ten are logged."""


class Mishaps(QObject):
    """`said` comes once for each place that fails, with where it is. Nothing is heard before `listen`."""

    said = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counts: Counter[str] = Counter()
        self._before: tuple[Any, Any] | None = None
        self._busy = False

    def listen(self) -> None:
        """From now on, until `close`."""
        if self._before is None:
            self._before = sys.excepthook, sys.unraisablehook
            sys.excepthook, sys.unraisablehook = self._raised, self._unraisable

    def close(self) -> None:
        """As it was before `listen`. Idempotent."""
        if self._before is not None:
            sys.excepthook, sys.unraisablehook = self._before
            self._before = None

    def _raised(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            self._take(error)
        elif self._before is not None:
            self._before[0](kind, error, trace)

    def _unraisable(self, told: sys.UnraisableHookArgs) -> None:
        if isinstance(told.exc_value, Exception):
            self._take(told.exc_value)
        elif self._before is not None:
            self._before[1](told)

    def _take(self, error: Exception) -> None:
        """Never raises, and does not tell of what happens while it tells."""
        if self._busy:
            return
        self._busy = True
        try:
            place = place_of(error)
            self._counts[place] += 1
            count = self._counts[place]
            if count <= LOGGED_IN_FULL or str(count).strip("0") == "1":
                _logger.error("a bug in the user interface, time %d at %s", count, place, exc_info=error)
            if count == 1:
                self.said.emit(place)
        except Exception:
            _logger.exception("a bug in the user interface could not be told")
        finally:
            self._busy = False


def place_of(error: Exception) -> str:
    """`menu.py:57 (KeyError)`: where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    where = (
        f"{frames[-1].filename.replace(chr(92), '/').rpartition('/')[2]}:{frames[-1].lineno}"
        if frames
        else "?"
    )
    return f"{where} ({type(error).__name__})"


def survived(callback: Callable[P, None]) -> Callable[P, None]:
    """`callback`, of which no exception comes out: it goes where those of slots go."""

    def called(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            callback(*args, **kwargs)
        except Exception as error:  # noqa: BLE001  (whatever it is: told there)
            sys.excepthook(type(error), error, error.__traceback__)

    return called


class Shielded:
    """A core that is not touched by what its callbacks raise. `close` ends all that has been subscribed to, and from
    then on nothing is asked: a window that is going may still have a last beat when the core has gone already."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._ends: list[Unsubscribe] = []
        self._closed = False

    def close(self) -> None:
        self._closed = True
        for end in list(self._ends):
            end()

    def post(self, intent: Intent) -> None:
        if not self._closed:
            self._core.post(intent)

    def subscribe(self, callback: OnSnapshot) -> Unsubscribe:
        taken: Callable[[SystemHealth], None] = survived(callback)
        return self._ended_by(self._core.subscribe(taken))

    def subscribe_journal(self, callback: OnEntries) -> Unsubscribe:
        read: Callable[[Sequence[Mapping[str, Any]]], None] = survived(callback)
        return self._ended_by(self._core.subscribe_journal(read))

    def _ended_by(self, unsubscribe: Unsubscribe) -> Unsubscribe:
        def end() -> None:
            if end in self._ends:
                self._ends.remove(end)
                unsubscribe()

        self._ends.append(end)
        return end

    def query(self, name: str, params: Mapping[str, Any], on_result: OnResult, on_error: OnError) -> None:
        if not self._closed:
            self._core.query(name, params, survived(on_result), survived(on_error))
