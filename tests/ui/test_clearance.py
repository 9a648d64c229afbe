"""The figurine is told where our windows are, so that it covers none of their buttons."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from skelly_tray.domain.status import ModuleState, SystemHealth
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.clearance import FIGURINE
from tests.ui.conftest import MakeApplication
from tests.ui.fake_core import FakeCore, running, snapshot


def standing(**changes: Any) -> SystemHealth:
    module = running("Cute figurine", native=True, incarnation=1)
    return snapshot(modules={FIGURINE: replace(module, **changes)})


def told(core: FakeCore) -> list[dict[str, Any]]:
    return [asked["params"] for name, asked in core.asked if name == "call" and asked["module"] == FIGURINE]


def settled(application: TrayApplication, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not application.clearance._settled.isActive())


def area(window: QWidget) -> list[int]:
    place = window.frameGeometry()
    return [place.x(), place.y(), place.width(), place.height()]


@pytest.fixture
def core() -> FakeCore:
    made = FakeCore(standing())
    made.answers["call"] = {}
    return made


def test_the_figurine_is_told_where_the_window_is_and_when_it_has_gone(
    application: TrayApplication, core: FakeCore, qtbot: QtBot
) -> None:
    window = application.window
    assert window is not None
    application.clearance._moved()
    settled(application, qtbot)
    assert told(core)[-1]["areas"] == [area(window)]
    window.move(40, 30)
    window.resize(800, 600)
    qtbot.waitUntil(lambda: told(core)[-1]["areas"] == [area(window)])
    window.hide()
    qtbot.waitUntil(lambda: told(core)[-1] == {"areas": [], "in_use": False})


def test_a_figurine_that_has_been_started_anew_is_told_again_and_a_known_one_is_not(
    application: TrayApplication, core: FakeCore, qtbot: QtBot
) -> None:
    application.clearance._moved()
    settled(application, qtbot)
    before = len(told(core))
    application.clearance._moved()
    core.publish(standing())
    settled(application, qtbot)
    assert len(told(core)) == before
    core.publish(standing(incarnation=2))
    settled(application, qtbot)
    assert len(told(core)) == before + 1


@pytest.mark.parametrize(
    "changes", [{"ready": False}, {"native": False}, {"state": ModuleState.STOPPED, "incarnation": None}]
)
def test_one_that_does_not_stand_there_is_asked_nothing_which_would_start_it(
    make_application: MakeApplication, core: FakeCore, qtbot: QtBot, changes: dict[str, Any]
) -> None:
    core.publish(standing(**changes))
    application = make_application(start_hidden=False)
    application.clearance._moved()
    settled(application, qtbot)
    application.clearance._tell()
    assert told(core) == []


def test_one_that_could_not_be_told_is_told_at_the_next_move(
    application: TrayApplication, core: FakeCore, qtbot: QtBot
) -> None:
    application.clearance._moved()
    settled(application, qtbot)
    before = len(told(core))
    application.clearance._failed("it does not answer")
    application.clearance._moved()
    settled(application, qtbot)
    assert len(told(core)) == before + 1


def test_at_the_end_the_figurine_is_told_that_there_are_no_windows(
    application: TrayApplication, core: FakeCore, qtbot: QtBot
) -> None:
    application.clearance._moved()
    settled(application, qtbot)
    application.close()
    assert told(core)[-1] == {"areas": [], "in_use": False}
