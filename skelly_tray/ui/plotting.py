"""Gets what draws curves without holding up the loop: the library in a thread, then one card a turn.

pyqtgraph with numpy takes a quarter of a second to import, and each card is some 20 ms of its own: all in one turn
would be a pause of the supervision, and of a window that is just being opened.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

LIBRARY = "pyqtgraph"


def loaded() -> bool:
    """Whether the library is there, whole."""
    spec = getattr(sys.modules.get(LIBRARY), "__spec__", None)
    return spec is not None and not getattr(spec, "_initializing", False)


class PlotParts(Protocol):
    """A file that draws, such as `plots.py`: its `cards_for` has what makes each of its cards, one at a time."""

    def cards_for(self, theme: Any) -> list[Callable[[], QWidget]]: ...


class PlotMaker(QObject):
    """Makes the cards of one file that draws.

    file: its name in `window`. made: is called once, with the file and its cards; not at all when this object's
    parent has gone by then. What fails is raised in the loop, once, and said there as any other mishap.
    """

    _came = Signal(object)

    def __init__(
        self, file: str, theme: Any, made: Callable[[Any, list[Any]], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._file = f"{__package__}.window.{file}"
        self._theme = theme
        self._made = made
        self._begun = self._done = False
        self._cards: list[QWidget] = []
        self._came.connect(self._library_came)

    @property
    def busy(self) -> bool:
        """The cards are wanted, and not there yet."""
        return self._begun and not self._done

    def begin(self) -> None:
        """Once, however often it is asked for."""
        if self._begun:
            return
        self._begun = True
        if loaded():
            self._library_came(None)
        else:
            # It is waited for at the end of the program: an interpreter that ends beneath an import is no good end.
            threading.Thread(target=self._load, name="curves").start()

    def _load(self) -> None:
        failed: Exception | None = None
        try:
            import_module(LIBRARY)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised in the loop
            failed = error
        try:
            self._came.emit(failed)
        except RuntimeError:
            """The window has gone meanwhile."""

    def _library_came(self, failed: Exception | None) -> None:
        if failed is not None:
            raise failed
        file = import_module(self._file)
        self._next(file, iter(file.cards_for(self._theme)))

    def _next(self, file: PlotParts, makers: Iterator[Callable[[], QWidget]]) -> None:
        for make in makers:
            self._cards.append(make())
            QTimer.singleShot(0, self, lambda: self._next(file, makers))
            return
        self._done = True
        cards, self._cards = self._cards, []
        self._made(file, cards)
