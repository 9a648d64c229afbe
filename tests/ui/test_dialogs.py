"""The dialogs: what they show, what they send, and that none of them blocks."""

from __future__ import annotations

from typing import Any

import shiboken6
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from skelly_tray.domain.status import ModuleState
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.dialogs.acting import ActDialog
from skelly_tray.ui.dialogs.hiding import NoTrayDialog
from skelly_tray.ui.dialogs.logs import LogDialog
from skelly_tray.ui.dialogs.why import WhyDialog
from tests.ui.fake_core import FakeCore


def opened(kind: type[Any]) -> Any:
    """The one open dialog of that kind."""
    found = [
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()
    ]
    assert len(found) == 1, found
    return found[0]


def gone(qtbot: QtBot, dialog: QDialog) -> None:
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog), timeout=5000)


def labels(dialog: Any) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_a_stop_that_touches_others_names_them_before_acting(
    application: TrayApplication, core: FakeCore
) -> None:
    core.answers["impact"] = {"also": {"analysis": "will be stopped first, it depends on storage"}}
    application.actions.act("stop", "storage")
    dialog = opened(ActDialog)
    assert core.posted == []
    assert "Analysis: will be stopped first, it depends on storage" in labels(dialog)
    dialog.confirm.click()
    assert core.posted == [{"do": "stop", "modules": ["storage"], "all": False}]


def test_a_refused_stop_changes_nothing(application: TrayApplication, core: FakeCore) -> None:
    core.answers["impact"] = {"also": {"analysis": "will be stopped first"}}
    application.actions.act("restart", "storage")
    opened(ActDialog).cancel.click()
    assert core.posted == []


def test_an_action_that_touches_nobody_else_is_done_at_once(
    application: TrayApplication, core: FakeCore
) -> None:
    application.actions.act("restart", "storage")
    assert core.names_asked().count("impact") == 1
    assert core.posted == [{"do": "restart", "modules": ["storage"], "all": False}]


def test_unknown_consequences_are_said_and_left_to_the_user(
    application: TrayApplication, core: FakeCore
) -> None:
    core.errors["impact"] = "the orchestrator does not answer"
    application.actions.act("stop", "storage")
    dialog = opened(ActDialog)
    assert "the orchestrator does not answer" in labels(dialog) and core.posted == []


def test_the_why_dialog_tells_the_story_in_order(application: TrayApplication) -> None:
    application.desk.show("why", "ai")
    text = labels(opened(WhyDialog))
    parts = [
        "AI companion stopped by itself",
        "HOW IT CAME TO THIS",
        "LAST ANSWER",
        "LAST LINES",
        "CHANGED",
        "NEXT",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_the_why_dialog_tells_more_when_its_module_has_changed(
    application: TrayApplication, core: FakeCore, qtbot: QtBot
) -> None:
    application.desk.show("why", "ai")
    dialog = opened(WhyDialog)
    qtbot.waitUntil(lambda: dialog.heartbeat.running, timeout=5000)
    asked = core.names_asked().count("why")
    dialog.heartbeat.beat.emit()
    assert core.names_asked().count("why") == asked, "nothing has changed"
    core.change("ai", state=ModuleState.RUNNING, reason="alive")
    dialog.heartbeat.beat.emit()
    assert core.names_asked().count("why") == asked + 1


def test_the_same_dialog_is_raised_and_not_opened_twice(application: TrayApplication) -> None:
    first = application.desk.show("logs", "ai")
    assert application.desk.show("logs", "ai") is first
    assert application.desk.show("logs", "web") is not first


def test_the_log_follows_what_is_written(application: TrayApplication, core: FakeCore, qtbot: QtBot) -> None:
    lines = [
        {"time": f"2026-01-01T00:00:{number:02}Z", "stream": "out", "text": f"line {number}"}
        for number in range(60)
    ]
    core.answers["logs"] = lines[:30]
    dialog = application.desk.show("logs", "ai")
    assert isinstance(dialog, LogDialog)
    qtbot.waitUntil(lambda: "line 29" in dialog.text.toPlainText(), timeout=5000)
    core.answers["logs"] = lines[10:]
    qtbot.waitUntil(lambda: "line 59" in dialog.text.toPlainText(), timeout=5000)
    shown = [line.rsplit(" ", 1)[1] for line in dialog.text.toPlainText().splitlines()]
    assert shown == [str(number) for number in range(60)]
    bar = dialog.text.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0


def test_the_log_stays_where_the_reader_is(
    application: TrayApplication, core: FakeCore, qtbot: QtBot
) -> None:
    lines = [{"time": "", "stream": "err", "text": f"line {number}"} for number in range(200)]
    core.answers["logs"] = lines[:150]
    dialog = application.desk.show("logs", "ai")
    assert isinstance(dialog, LogDialog)
    qtbot.waitUntil(lambda: "line 149" in dialog.text.toPlainText(), timeout=5000)
    dialog.text.verticalScrollBar().setValue(10)
    core.answers["logs"] = lines
    qtbot.waitUntil(lambda: "line 199" in dialog.text.toPlainText(), timeout=5000)
    assert dialog.text.verticalScrollBar().value() == 10


def test_closing_the_window_without_a_tray_asks_and_never_quits(
    application: TrayApplication, core: FakeCore
) -> None:
    window = application.window
    assert window is not None
    window.close()
    assert window.isVisible() and core.posted == []
    dialog = opened(NoTrayDialog)
    assert dialog.quit.text() == "Quit and stop 4 modules"
    dialog.minimise.click()
    assert window.isMinimized() and core.posted == []
    window.showNormal()
    window.close()
    opened(NoTrayDialog).quit.click()
    assert core.posted == [{"do": "quit", "keep_modules": False}]


def test_an_answer_after_the_dialog_is_gone_goes_nowhere(
    application: TrayApplication, core: FakeCore, qtbot: QtBot
) -> None:
    kept: list[Any] = []
    core.query = lambda name, params, on_result, on_error: (  # type: ignore[method-assign]
        kept.append(on_result) if name == "why" else None
    )
    dialog = application.desk.show("why", "ai")
    dialog.close()
    gone(qtbot, dialog)
    assert kept
    for answer in kept:
        answer({"sentence": "too late"})
