"""Opening and closing again and again leaves nothing behind: no widget, no timer, no object of ours."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from skelly_tray.config.home import find_home
from skelly_tray.domain.status import ModuleState
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.desk import DIALOGS
from skelly_tray.ui.importing import PAUSE_MS
from skelly_tray.ui.plotting import PlotMaker
from skelly_tray.ui.tray import Tray
from skelly_tray.ui.window.pages import PAGES
from tests.ui.conftest import MakeApplication
from tests.ui.fake_config_core import FakeConfigUiCore
from tests.ui.fake_core import FakeCore, calm_modules, snapshot
from tests.ui.test_about import ANSWER
from tests.ui.test_config_dialog import TEXT

WARM = 3
"""Rounds until everything that is kept for the next opening has been made."""
ROUNDS = 6


@pytest.fixture
def core(tmp_path: Path) -> FakeConfigUiCore:
    home = find_home(str(tmp_path / "home"))
    home.create()
    (home.modules_dir / "ai.toml").write_text(TEXT)
    made = FakeConfigUiCore(home, snapshot(modules=calm_modules()))
    made.answers["diagnostics"] = ANSWER
    made.answers["impact"] = {"also": {}}
    made.answers["secret.list"] = {"secrets": []}
    made.answers["secret.status"] = {
        "keyring": {"state": "ready", "backend": "x", "text": ""},
        "file": "none",
        "waiting": {},
    }
    return made


@pytest.fixture
def hidden(make_application: MakeApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[TrayApplication]:
    monkeypatch.setattr(Tray, "available", staticmethod(lambda: True))
    gc.freeze()  # what the tests have loaded is not looked at each time
    yield make_application(start_hidden=True, host_grace_ms=10**6)
    gc.unfreeze()


def settle() -> None:
    """What comes in steps has come, and what was told to delete itself has gone."""
    QTest.qWait(2 * PAUSE_MS)
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def in_sight() -> set[QWidget]:
    """The windows that can be seen; a test before this one may have left some."""
    return {each for each in QApplication.topLevelWidgets() if each.isVisible()}


def census() -> Counter[str]:
    """How many there are of each class of ours, and of Qt's widgets and timers."""
    settle()
    gc.collect()  # what only Python still held
    ours: Counter[str] = Counter()
    for each in gc.get_objects():
        kind = type(each)
        if kind.__module__.startswith("skelly_tray.ui.") or isinstance(each, QTimer):
            ours[f"{kind.__module__}.{kind.__qualname__}"] += 1
    ours["widgets"] = len(QApplication.allWidgets())
    return ours


def shapes(window: QWidget) -> set[int]:
    """Qt's numbers of the pictures that the labels of a window show."""
    return {each.pixmap().cacheKey() for each in window.findChildren(QLabel) if not each.pixmap().isNull()}


def grown_by(act: Callable[[], None]) -> dict[str, int]:
    """What there is more of after some rounds, when the first ones have made what is kept."""
    for _ in range(WARM):
        act()
    before = census()
    for _ in range(ROUNDS):
        act()
    return {name: count - before[name] for name, count in census().items() if count > before[name]}


def test_the_window_leaves_nothing_behind(hidden: TrayApplication) -> None:
    def round_() -> None:
        hidden.show_window()
        window = hidden.window
        assert window is not None
        for page in PAGES:
            window.show_page(page.key)
            while any(maker.busy for maker in window.findChildren(PlotMaker)):
                QApplication.processEvents()
            settle()
        window.close()
        settle()

    assert grown_by(round_) == {}


def test_a_window_that_is_looked_at_makes_no_picture_twice(hidden: TrayApplication, core: FakeCore) -> None:
    """Qt keeps what it derives from each picture of a label, until there are ten thousand."""
    hidden.show_window()
    window = hidden.window
    assert window is not None
    window.table.choose("ai")

    def pictures() -> set[int]:
        core.change("ai", state=ModuleState.FAILED)
        failed = shapes(window)
        core.change("ai", state=ModuleState.RUNNING)
        return failed | shapes(window)

    first = pictures()
    assert len(first) > 1
    for _ in range(ROUNDS):
        assert pictures() == first


@pytest.mark.parametrize("kind", sorted(DIALOGS))
def test_a_dialog_leaves_nothing_behind(hidden: TrayApplication, kind: str) -> None:
    before = in_sight()

    def round_() -> None:
        dialog = hidden.desk.show(kind, "ai")
        settle()
        dialog.close()
        settle()
        assert in_sight() <= before

    assert grown_by(round_) == {}
