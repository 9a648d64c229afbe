"""The window of the very first start: asks once, sets up what was chosen, and can be left at any time."""

from __future__ import annotations

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from skelly_tray.config.init import templates
from skelly_tray.domain.status import SystemStatus
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.dialogs.welcome import WelcomeDialog
from skelly_tray.ui.present.welcome import NOTHING, beginnings, introduction
from tests.ui.conftest import MakeApplication
from tests.ui.fake_autostart import CANNOT, FakeAutostart
from tests.ui.fake_core import FakeCore, snapshot


@pytest.fixture
def core() -> FakeCore:
    made = FakeCore(snapshot(SystemStatus.STOPPED, {}))
    made.answers["config.begin"] = {"errors": [], "applied": True}
    return made


@pytest.fixture
def application(make_application: MakeApplication) -> TrayApplication:
    return make_application(host_grace_ms=10**6)


@pytest.fixture
def autostart() -> FakeAutostart:
    return FakeAutostart()


def _shown(application: TrayApplication, autostart: FakeAutostart) -> WelcomeDialog:
    application.welcome(autostart)
    assert isinstance(application.welcoming, WelcomeDialog) and application.welcoming.isVisible()
    return application.welcoming


def _begun(core: FakeCore) -> list[tuple[str, bool]]:
    return [(p["template"], p["notifications"]) for name, p in core.asked if name == "config.begin"]


def test_there_is_a_choice_for_every_template_and_three_sentences() -> None:
    assert sorted(each.template for each in beginnings()) == sorted(templates())
    assert NOTHING in templates()
    assert introduction().count(".") == 3


def test_start_sets_up_what_is_marked_and_opens_the_window(
    application: TrayApplication, core: FakeCore, autostart: FakeAutostart, qtbot: QtBot
) -> None:
    dialog = _shown(application, autostart)
    assert dialog.chosen == "skelly" and core.posted == []
    dialog.start.click()
    assert _begun(core) == [("skelly", True)] and autostart.turned == []
    assert application.window is not None and application.window.isVisible()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog), timeout=5000)


def test_everything_can_be_chosen_by_keys(
    application: TrayApplication, core: FakeCore, autostart: FakeAutostart, qtbot: QtBot
) -> None:
    dialog = _shown(application, autostart)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=5000)
    assert isinstance(dialog.focusWidget(), QRadioButton)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
    assert dialog.chosen == "minimal"
    dialog.at_login.setFocus()
    QTest.keyClick(dialog.at_login, Qt.Key.Key_Space)
    dialog.notify.setFocus()
    QTest.keyClick(dialog.notify, Qt.Key.Key_Space)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert _begun(core) == [("minimal", False)] and autostart.turned == [True]


def test_it_is_shown_once(
    application: TrayApplication, make_application: MakeApplication, autostart: FakeAutostart, core: FakeCore
) -> None:
    _shown(application, autostart).start.click()
    application.close()
    again = make_application(host_grace_ms=10**6)
    again.welcome(autostart)
    assert again.welcoming is None


def test_to_leave_it_sets_up_nothing_to_look_after_and_is_remembered(
    application: TrayApplication,
    make_application: MakeApplication,
    autostart: FakeAutostart,
    core: FakeCore,
    qtbot: QtBot,
) -> None:
    dialog = _shown(application, autostart)
    dialog.at_login.setChecked(True)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog), timeout=5000)
    assert _begun(core) == [(NOTHING, True)] and autostart.turned == []
    assert application.window is None, "nothing was asked for"
    again = make_application(host_grace_ms=10**6)
    again.welcome(autostart)
    assert again.welcoming is None


def test_a_program_that_ends_meanwhile_asks_again(
    application: TrayApplication, make_application: MakeApplication, autostart: FakeAutostart, core: FakeCore
) -> None:
    _shown(application, autostart)
    application.close()
    assert _begun(core) == []
    _shown(make_application(host_grace_ms=10**6), autostart)


def test_what_cannot_be_set_up_is_said_and_can_be_tried_again(
    application: TrayApplication, core: FakeCore, autostart: FakeAutostart
) -> None:
    core.answers["config.begin"] = {"errors": ["it could not be stored: No space left on device"]}
    dialog = _shown(application, autostart)
    dialog.start.click()
    assert dialog.isVisible() and "No space left on device" in dialog.told.text()
    assert dialog.start.isEnabled() and dialog.start.text() == "&Start" and application.window is None
    core.errors["config.begin"] = "the connection was lost"
    dialog.start.click()
    assert "the connection was lost" in dialog.told.text()
    core.answers["config.begin"] = {"errors": []}
    del core.errors["config.begin"]
    dialog.start.click()
    assert not dialog.isVisible()


def test_a_login_that_cannot_be_had_is_said_at_once_and_disables_the_choice(
    application: TrayApplication,
) -> None:
    dialog = _shown(application, FakeAutostart(CANNOT))
    assert not dialog.at_login.isEnabled()
    assert any("Read-only file system" in label.text() for label in dialog.findChildren(QLabel))


def test_a_login_that_is_refused_afterwards_is_said_and_the_rest_is_done(
    application: TrayApplication, core: FakeCore, autostart: FakeAutostart
) -> None:
    autostart.refuses = CANNOT
    dialog = _shown(application, autostart)
    dialog.at_login.setChecked(True)
    dialog.start.click()
    assert (
        dialog.isVisible() and "Read-only file system" in dialog.told.text() and not dialog.start.isVisible()
    )
    assert application.window is not None and application.window.isVisible()
    dialog.skip.click()
    assert not dialog.isVisible() and _begun(core) == [("skelly", True)], "closing it set up something else"


def test_while_it_is_being_set_up_nothing_else_can_be_ordered(
    application: TrayApplication, core: FakeCore, autostart: FakeAutostart, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = []
    monkeypatch.setattr(core, "query", lambda name, params, came, failed: waiting.append((name, came)))
    dialog = _shown(application, autostart)
    dialog.start.click()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.close()
    assert dialog.isVisible() and len(waiting) == 1 and not dialog.start.isEnabled()
    waiting[0][1]({"errors": []})
    assert not dialog.isVisible()


def test_what_is_remembered_lies_in_the_given_folder(
    application: TrayApplication, autostart: FakeAutostart, tmp_path: Path
) -> None:
    _shown(application, autostart).start.click()
    assert "welcomed=true" in (tmp_path / "ui.ini").read_text()


def test_its_title_names_the_program_once_and_the_first_choice_has_the_focus(
    application: TrayApplication, autostart: FakeAutostart, qtbot: QtBot
) -> None:
    dialog = _shown(application, autostart)
    assert dialog.windowTitle() == "Welcome to Skelly Tray"
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None)
    assert dialog.focusWidget() is dialog.group.buttons()[0]
