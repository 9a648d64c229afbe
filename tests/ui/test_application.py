"""The user interface as a whole: what it loads when, when the window appears, and that closing is clean."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from skelly_tray.ui import application, importing
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.front import Front
from skelly_tray.ui.present.words import ENGLISH, Speech, speak
from skelly_tray.ui.tray import Tray
from tests.ui.conftest import MakeApplication
from tests.ui.fake_core import FakeCore, snapshot

HEAVY = (
    "pyqtgraph",
    "numpy",
    "skelly_tray.ui.accent",
    "skelly_tray.ui.settings",
    "networkx",
    "skelly_tray.ui.window",
    "skelly_tray.ui.dialogs",
    "xml",
    "pyexpat",
    "PySide6.QtSvg",
    "html",
)

LOADED = """
import sys, tempfile, pathlib
from PySide6.QtWidgets import QApplication
from skelly_tray.ui.application import TrayApplication
from tests.ui.fake_core import FakeCore, troubled
app = QApplication([])
core = FakeCore(troubled())
with tempfile.TemporaryDirectory() as state:
    tray = TrayApplication(app, core, state_dir=pathlib.Path(state), host_grace_ms=10**6)
    core.change("storage", cpu_percent=3.0)
    app.processEvents()
    print(sorted(m for m in sys.modules if m.startswith({heavy!r})))
    tray.close()
"""


def test_before_the_window_is_opened_nothing_heavy_is_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(heavy=HEAVY)],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[2],
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_without_any_tray_the_window_shows_itself(make_application: MakeApplication, qtbot: QtBot) -> None:
    application = make_application(start_hidden=True)
    assert application.window is None
    qtbot.waitUntil(lambda: application.window is not None and application.window.isVisible(), timeout=5000)


@pytest.mark.parametrize("hidden", [True, False])
def test_that_there_is_no_tray_is_said_once_and_quietly(
    make_application: MakeApplication, qtbot: QtBot, hidden: bool
) -> None:
    def said() -> str:
        return application.window.statusBar().currentMessage() if application.window else ""

    application = make_application(start_hidden=hidden)
    qtbot.waitUntil(lambda: "There is no tray on this desktop" in said(), timeout=5000)
    assert not [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not application.window]
    application.close()
    application = make_application(start_hidden=hidden)
    qtbot.waitUntil(lambda: application.window is not None and application.window.isVisible(), timeout=5000)
    QTest.qWait(50)
    assert said() == ""


def test_with_a_tray_the_window_stays_hidden_until_asked_for(
    make_application: MakeApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tray, "available", staticmethod(lambda: True))
    application = make_application(start_hidden=True)
    qtbot.wait(50)
    assert application.window is None
    application.tray.clicked.emit()
    assert application.window is not None and application.window.isVisible()
    application.tray.clicked.emit()
    assert not application.window.isVisible()


def test_a_click_brings_a_window_that_others_hide_to_the_front(
    application: TrayApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = application.window
    assert window is not None
    raised: list[bool] = []
    monkeypatch.setattr(Front, "is_front", lambda _self, _window: False)
    monkeypatch.setattr(window, "raise_", lambda: raised.append(True))
    application.tray.clicked.emit()
    assert window.isVisible() and raised == [True]


def test_a_panel_that_is_lost_while_the_window_is_open_changes_nothing(application: TrayApplication) -> None:
    window = application.window
    assert window is not None
    application.tray.lost.emit()
    assert window.isVisible() and not window.isMinimized()
    application.tray.arrived.emit()
    assert window.isVisible()


def test_closing_the_window_hides_it_and_says_so_once_in_a_lifetime(
    make_application: MakeApplication, core: FakeCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tray, "available", staticmethod(lambda: True))
    said: list[str] = []
    monkeypatch.setattr(Tray, "say", lambda _self, title, _text: said.append(title))
    for _ in range(2):
        application = make_application(start_hidden=False)
        for _ in range(2):
            application.show_window()
            window = application.window
            assert window is not None
            window.close()
            assert not window.isVisible()
    assert said == ["Skelly Tray keeps running"]
    assert core.posted == []


def test_the_window_comes_back_where_it_was(make_application: MakeApplication) -> None:
    first = make_application(start_hidden=False)
    assert first.window is not None
    first.window.resize(777, 555)
    first.close()
    second = make_application(start_hidden=False)
    assert second.window is not None
    assert (second.window.width(), second.window.height()) == (777, 555)


def test_what_is_remembered_lies_in_the_given_folder_only(
    make_application: MakeApplication, tmp_path: Path
) -> None:
    application = make_application(start_hidden=False)
    application.close()
    assert [path.name for path in tmp_path.iterdir()] == ["ui.ini"]


def test_an_unwritable_state_folder_is_no_reason_to_stop(make_application: MakeApplication) -> None:
    application = make_application(start_hidden=False, state_dir=Path("/proc/no-such-folder"))
    assert application.window is not None and application.window.isVisible()


def test_after_closing_snapshots_go_nowhere(application: TrayApplication, core: FakeCore) -> None:
    application.close()
    application.close()
    core.change("storage", cpu_percent=3.0)
    assert application.window is None


def test_the_theme_changes_while_everything_is_open(application: TrayApplication) -> None:
    window = application.window
    assert window is not None
    application.theme.set_setting("dark")
    assert window.palette().window().color().lightness() < 60
    application.theme.set_setting("light")
    assert window.palette().window().color().lightness() > 200


def test_another_language_is_in_the_menu_and_the_window_at_once(
    application: TrayApplication, core: FakeCore
) -> None:
    core.publish(snapshot())
    application.show_window()
    former = application.window
    assert former is not None
    former.choose_module("storage")
    former.show_page("graph")
    speak(Speech("de", {("", "Quit and stop {modules}"): "Beenden", ("", "Open Skelly Tray"): "Öffnen"}))
    try:
        application.retranslate()
    finally:
        speak(ENGLISH)
    assert (application.menu.open_window.text(), application.menu.quit.text()) == ("Öffnen", "Beenden")
    window = application.window
    assert window is not None and window is not former and window.isVisible() and not former.isVisible()
    assert window.place == ("graph", "storage"), "who reads something goes on reading it"


def test_another_language_opens_no_window(application: TrayApplication) -> None:
    application.show_window()
    former = application.window
    assert former is not None
    former.hide()
    for _ in range(2):
        application.retranslate()
        assert application.window is None
    application.show_window()
    assert application.window is not former


def test_the_first_click_has_the_window_imported_beside_the_loop(
    make_application: MakeApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    where: list[str] = []
    real = importing.import_module
    monkeypatch.setattr(application, "loaded", lambda name: False)
    monkeypatch.setattr(
        importing,
        "import_module",
        lambda name: (where.append(threading.current_thread().name), real(name))[1],
    )
    made = make_application(host_grace_ms=10**7)
    made.toggle_window()
    made.toggle_window()  # somebody impatient
    assert made.window is None
    qtbot.waitUntil(lambda: made.window is not None and made.window.isVisible(), timeout=5000)
    assert where == ["importing"] * len(application.WINDOW_FILES)


def test_a_window_that_comes_after_the_end_is_not_shown(
    make_application: MakeApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "loaded", lambda name: False)
    over: list[bool] = []
    real = TrayApplication._window_came
    monkeypatch.setattr(TrayApplication, "_window_came", lambda self: (real(self), over.append(True)))
    made = make_application(host_grace_ms=10**7)
    made.open_window()
    made.close()
    qtbot.waitUntil(lambda: bool(over), timeout=5000)
    assert made.window is None


def test_a_window_that_could_not_be_imported_is_tried_again_at_the_next_click(
    make_application: MakeApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(application, "loaded", lambda name: False)
    made = make_application(host_grace_ms=10**7)
    with monkeypatch.context() as patched, capture_exceptions() as mishaps:
        patched.setattr(importing, "import_module", broken)
        made.open_window()
        qtbot.waitUntil(lambda: bool(mishaps), timeout=5000)
    made.open_window()
    qtbot.waitUntil(lambda: made.window is not None and made.window.isVisible(), timeout=5000)


@pytest.mark.parametrize("steps", [0, 1])
def test_another_language_while_the_window_comes_in_steps_costs_no_click(
    make_application: MakeApplication, qtbot: QtBot, steps: int
) -> None:
    application = make_application()
    application._window_came()
    former = application.window
    assert former is not None and not former.isVisible()
    if steps:
        assert former.modules is not None
    speak(Speech("de", {("", "Open Skelly Tray"): "Öffnen"}))
    try:
        application.retranslate()
        qtbot.waitUntil(
            lambda: application.window is not None and application.window.isVisible(), timeout=5000
        )
    finally:
        speak(ENGLISH)
    assert application.window is not former
