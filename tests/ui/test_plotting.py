"""What draws curves comes in steps, so that neither the import nor the cards hold up the loop."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from skelly_tray.ui import importing, plotting
from skelly_tray.ui.plotting import PlotMaker

ANOTHER = """
import sys
from PySide6.QtCore import QCoreApplication, QObject
from skelly_tray.ui.importing import loaded
from skelly_tray.ui.plotting import LIBRARY, PlotMaker
app = QCoreApplication([])
parent = QObject()
maker = PlotMaker("plots", None, lambda file, cards: print("never"), lambda _: print("never"), parent)
maker.begin()
print(loaded(LIBRARY), "pyqtgraph.graphicsItems" in sys.modules)
"""


class Cards:
    """A file that draws. made: the number of its cards at each turn of the loop."""

    def __init__(self, count: int) -> None:
        self.made: list[int] = []
        self._count = count
        self._there = 0

    def cards_for(self, theme: Any) -> list[Callable[[], QWidget]]:
        return [self._card] * self._count

    def _card(self) -> QWidget:
        self._there += 1
        QTimer.singleShot(0, lambda: self.made.append(self._there))
        return QWidget()


@pytest.fixture
def cards(monkeypatch: pytest.MonkeyPatch) -> Cards:
    made = Cards(3)
    monkeypatch.setattr(plotting, "import_module", lambda name: made)
    return made


def test_one_card_is_made_in_a_turn_and_all_are_handed_over_together(
    cards: Cards, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plotting, "loaded", lambda name: True)
    parent, got = QObject(), list[list[QWidget]]()
    maker = PlotMaker("plots", None, lambda _file, widgets: widgets, got.append, parent)
    maker.begin()
    maker.begin()
    assert got == []
    qtbot.waitUntil(lambda: bool(got), timeout=5000)
    assert [len(widgets) for widgets in got] == [3]
    assert cards.made == [1, 2, 3]


def test_the_library_is_imported_beside_the_loop(
    cards: Cards, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plotting, "loaded", lambda name: False)
    where: list[str] = []
    for file in (importing, plotting):
        monkeypatch.setattr(
            file, "import_module", lambda name: (where.append(threading.current_thread().name), cards)[1]
        )
    parent, got = QObject(), list[list[QWidget]]()
    maker = PlotMaker("plots", None, lambda _file, widgets: widgets, got.append, parent)
    maker.begin()
    qtbot.waitUntil(lambda: bool(got), timeout=5000)
    assert where == ["importing", threading.main_thread().name]


def test_a_library_that_cannot_be_had_is_a_mishap_of_the_loop_said_once(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plotting, "loaded", lambda name: False)

    def broken(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(importing, "import_module", broken)
    parent = QObject()
    with capture_exceptions() as mishaps:
        maker = PlotMaker("plots", None, lambda _file, _cards: None, lambda _: None, parent)
        maker.begin()
        qtbot.waitUntil(lambda: bool(mishaps), timeout=5000)
        maker.begin()
        qtbot.wait(1)
    assert [type(error) for _, error, _ in mishaps] == [ImportError]


def test_a_program_that_ends_meanwhile_ends_in_peace() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ANOTHER],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        timeout=60,
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, ["False", "False"], "")


def test_steps_have_turns_of_their_own_and_end_with_the_first_that_raises(qtbot: QtBot) -> None:
    owner, told = QObject(), list[str]()
    importing.in_steps(owner, lambda: told.append("one"), lambda: told.append("two"))
    assert told == ["one"]
    qtbot.waitUntil(lambda: told == ["one", "two"], timeout=5000)

    def broken() -> None:
        told.append("broken")
        raise ValueError

    with capture_exceptions() as caught:
        importing.in_steps(owner, lambda: None, broken, lambda: told.append("never"))
        qtbot.waitUntil(lambda: "broken" in told, timeout=5000)
        qtbot.wait(3 * importing.PAUSE_MS)
    assert told == ["one", "two", "broken"] and [each[0] for each in caught] == [ValueError]


def test_steps_end_with_their_owner(qtbot: QtBot) -> None:
    owner, told = QObject(), list[str]()
    importing.in_steps(owner, lambda: told.append("one"), lambda: told.append("never"))
    shiboken6.delete(owner)
    qtbot.wait(3 * importing.PAUSE_MS)
    assert told == ["one"]


def test_what_is_imported_is_not_looked_at_by_the_collector(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[bool] = []
    monkeypatch.setattr(importing, "import_module", lambda name: told.append(gc.isenabled()))
    frozen, parent, done = gc.get_freeze_count(), QObject(), list[bool]()
    importing.Importing(("anything",), lambda: done.append(gc.isenabled()), parent)
    qtbot.waitUntil(lambda: bool(done), timeout=5000)
    assert told == [False] and done == [True] and gc.get_freeze_count() > frozen
    gc.unfreeze()
