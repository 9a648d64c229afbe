"""Gets what draws curves without holding up the loop: the library in a thread, then one card at a time.

pyqtgraph with numpy takes a quarter of a second to import, and each card is some 20 ms of its own: all in one turn
would be a pause of the supervision, and of a window that is just being opened.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from skelly_tray.ui.importing import PAUSE_MS, Importing, in_steps, loaded

LIBRARY = "pyqtgraph"


class PlotParts(Protocol):
    """A file that draws, such as `plots.py`: its `cards_for` has what makes each of its cards, one at a time."""

    def cards_for(self, theme: Any) -> list[Callable[[], QWidget]]: ...


class PlotMaker(QObject):
    """Makes the cards of one file that draws.

    file: its name in `window`. made: is called once, with the file and its cards, and has the widget that they are in
    now; draw: with that widget, in a turn of its own. Neither is called when this object's parent has gone by then.
    What fails is raised in the loop, once, and said there as any other mishap.
    """

    def __init__(
        self,
        file: str,
        theme: Any,
        made: Callable[[Any, list[Any]], Any],
        draw: Callable[[Any], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._file = f"{__package__}.window.{file}"
        self._theme = theme
        self._made = made
        self._draw = draw
        self._begun = self._done = False
        self._cards: list[QWidget] = []
        self._widget: Any = None

    @property
    def busy(self) -> bool:
        """The cards are wanted, and not drawn yet."""
        return self._begun and not self._done

    def begin(self) -> None:
        """Once, however often it is asked for."""
        if self._begun:
            return
        self._begun = True
        if loaded(LIBRARY):
            QTimer.singleShot(PAUSE_MS, self, self._library_came)
        else:
            Importing((LIBRARY,), self._library_came, self)

    def _library_came(self) -> None:
        file: PlotParts = import_module(self._file)
        cards = [partial(self._take, make) for make in file.cards_for(self._theme)]
        in_steps(self, *cards, partial(self._put, file), self._finish)

    def _take(self, make: Callable[[], QWidget]) -> None:
        self._cards.append(make())

    def _put(self, file: PlotParts) -> None:
        cards, self._cards = self._cards, []
        self._widget = self._made(file, cards)

    def _finish(self) -> None:
        self._done = True
        widget, self._widget = self._widget, None
        self._draw(widget)
