"""A bug in the user interface is logged, said once, and survived: by the window, and by the core above all."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from skelly_tray.domain.status import ModuleState
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.mishaps import LOGGED_IN_FULL, Mishaps, Shielded, survived
from skelly_tray.ui.tray import Tray
from tests.ui.conftest import MakeApplication
from tests.ui.fake_core import FakeCore

pytestmark = pytest.mark.usefixtures("qapp")


def broken(*_: object, **__: object) -> None:
    raise KeyError("a bug of ours")


def broken_elsewhere(*_: object) -> None:
    raise ZeroDivisionError


@pytest.fixture
def listening() -> Iterator[Callable[[TrayApplication], None]]:
    """As `app/tray.py` has it; without it pytest-qt fails every test in which a slot raises."""
    heard: list[Mishaps] = []

    def listen(application: TrayApplication) -> None:
        application.mishaps.listen()
        heard.append(application.mishaps)

    yield listen
    for mishaps in heard:
        mishaps.close()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(Tray, "available", staticmethod(lambda: True))
    monkeypatch.setattr(Tray, "say", lambda _self, *texts: told.append(texts))
    return told


def test_a_bug_in_a_slot_of_the_menu_is_said_once_and_the_core_goes_on(
    make_application: MakeApplication,
    core: FakeCore,
    listening: Callable[[TrayApplication], None],
    said: list[tuple[str, str]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    application = make_application(host_grace_ms=10**6)
    listening(application)
    application.menu.act_asked.connect(broken)
    for _ in range(3):
        application.menu.act_asked.emit("restart", "web")
    assert [intent["do"] for intent in core.posted] == ["restart"] * 3
    assert len(said) == 1 and "test_mishaps.py" in said[0][1] and "not touched" in said[0][1]
    assert "a bug of ours" in caplog.text and "Traceback" in caplog.text
    core.change("web", state=ModuleState.FAILED)
    assert any("Web server · failed" in action.text() for action in application.menu.actions())


def test_a_bug_in_a_slot_of_the_window_leaves_it_working(
    make_application: MakeApplication,
    core: FakeCore,
    listening: Callable[[TrayApplication], None],
    said: list[tuple[str, str]],
) -> None:
    application = make_application(start_hidden=False)
    listening(application)
    window = application.window
    assert window is not None
    application.watch.changed.connect(broken)
    window.closing.connect(broken_elsewhere)
    core.change("web", state=ModuleState.FAILED)
    window.close()
    assert not window.isVisible()
    assert [text.partition("(")[2].partition(")")[0] for _, text in said if "(" in text] == [
        "KeyError", "ZeroDivisionError",
    ]  # fmt: skip


def test_without_a_tray_the_window_says_it(
    make_application: MakeApplication, listening: Callable[[TrayApplication], None]
) -> None:
    application = make_application(start_hidden=False)
    listening(application)
    window = application.window
    assert window is not None
    application.menu.help_asked.connect(broken)
    application.menu.help_asked.emit("about")
    assert "went wrong" in window.statusBar().currentMessage()


def test_what_a_callback_raises_does_not_come_to_the_core(
    core: FakeCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: raised.append(kind))
    shielded = Shielded(core)
    ends = [shielded.subscribe(broken), shielded.subscribe_journal(broken)]
    core.tell("web", "state_changed", "failed")
    shielded.query("logs", {"module": "web"}, broken, broken)
    core.errors["logs"] = "not connected"
    shielded.query("logs", {"module": "web"}, broken, broken_elsewhere)
    assert raised == [KeyError, KeyError, KeyError, ZeroDivisionError]
    for end in ends:
        end()
    core.change("web", cpu_percent=1.0)
    assert len(raised) == 4
    shielded.post({"do": "quit"})
    assert core.posted == [{"do": "quit"}]


def test_a_window_that_is_going_asks_a_core_that_may_have_gone_nothing(
    make_application: MakeApplication, core: FakeCore
) -> None:
    application = make_application(start_hidden=False)
    window = application.window
    assert window is not None
    window.heartbeat.beat.emit()
    asked = len(core.asked)
    assert asked
    application.close()
    window.heartbeat.beat.emit()  # its timer may have been due before it was stopped
    application.actions.act("stop", "web")
    assert len(core.asked) == asked and core.posted == []


def test_an_interface_that_cannot_be_made_leaves_nothing_behind(
    make_application: MakeApplication, core: FakeCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tray, "render_snapshot", broken)
    with pytest.raises(KeyError):
        make_application(host_grace_ms=10**6)
    assert core._callbacks == [] and core._readers == []
    core.change("web", state=ModuleState.FAILED)


class Painted(QWidget):
    """Fails whenever it is drawn."""

    def paintEvent(self, event: QPaintEvent) -> None:
        raise RuntimeError("cannot be drawn")


@pytest.fixture
def mishaps() -> Iterator[Mishaps]:
    made = Mishaps()
    made.listen()
    yield made
    made.close()


@pytest.fixture
def places(mishaps: Mishaps) -> list[str]:
    told: list[str] = []
    mishaps.said.connect(told.append)
    return told


def test_timers_painting_and_finalisers_are_heard_too(places: list[str], qtbot: QtBot) -> None:
    class Dying:
        def __del__(self) -> None:
            raise ValueError("cannot die")

    widget = Painted()
    qtbot.addWidget(widget)
    widget.show()
    QTimer.singleShot(0, broken)
    qtbot.waitUntil(lambda: len(places) == 2, timeout=5000)
    Dying()
    gc.collect()
    assert {place.partition("(")[2] for place in places} == {"KeyError)", "RuntimeError)", "ValueError)"}


def test_a_bug_that_comes_with_every_frame_does_not_fill_the_log(
    mishaps: Mishaps, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    fails = survived(broken)
    for _ in range(1000):
        fails()
    counts = [record.args[0] for record in caplog.records if record.args]  # type: ignore[index]
    assert counts == [*range(1, LOGGED_IN_FULL + 1), 10, 100, 1000]


def test_a_bug_in_the_telling_is_not_told_for_ever(
    mishaps: Mishaps, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    mishaps.said.connect(survived(broken_elsewhere))
    survived(broken)()
    survived(broken)()
    assert [record.args[0] for record in caplog.records if record.args] == [1, 2]  # type: ignore[index]


def test_the_end_of_the_program_is_no_mishap(monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[Any] = []
    monkeypatch.setattr(sys, "excepthook", lambda *told: passed.append(told[0]))
    mishaps = Mishaps()
    mishaps.listen()
    mishaps.listen()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    mishaps.close()
    mishaps.close()
    sys.excepthook(SystemExit, SystemExit(), None)
    assert passed == [KeyboardInterrupt, SystemExit]
