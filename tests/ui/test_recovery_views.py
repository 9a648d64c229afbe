"""The dialogs, menus and notifications about recovery: what they show, ask and send, and that none of them blocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from skelly_tray.domain.status import ModuleState, SystemStatus
from skelly_tray.ui import notifier as notifier_module
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.dialogs import what_if as what_if_module
from skelly_tray.ui.dialogs.trash import TrashDialog
from skelly_tray.ui.dialogs.what_if import WhatIfDialog
from skelly_tray.ui.dialogs.why import WhyDialog
from skelly_tray.ui.window.main import MainWindow
from tests.ui.conftest import MakeApplication
from tests.ui.fake_core import FakeCore, recovering_modules, simulation, snapshot, trash_of


def labels(dialog: Any) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def offers(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isVisible() and not action.isSeparator()]


def opened_menu(window: MainWindow) -> QMenu:
    (menu,) = [menu for menu in window.findChildren(QMenu) if menu.isVisible()]
    return menu


def choose(menu: QMenu, text: str) -> None:
    (action,) = [action for action in menu.actions() if action.text() == text]
    action.trigger()
    menu.hide()


class Silence:
    """Keeps questions unanswered until told to."""

    def __init__(self, core: FakeCore) -> None:
        self.waiting: list[tuple[str, dict[str, Any], Callable[[Any], None], Callable[[str], None]]] = []
        core.query = self._query  # type: ignore[method-assign]

    def _query(self, name: str, params: Any, on_result: Any, on_error: Any) -> None:
        self.waiting.append((name, dict(params), on_result, on_error))

    def answer(self, name: str, answer: Any) -> None:
        (one,) = [each for each in self.waiting if each[0] == name]
        self.waiting.remove(one)
        one[2](answer)


# ---- what if this fails?


def what_if_dialog(application: TrayApplication, module: str = "storage") -> WhatIfDialog:
    dialog = application.desk.show("what_if", module)
    assert isinstance(dialog, WhatIfDialog)
    return dialog


def test_the_dry_run_shows_both_courses_and_can_be_copied(
    application: TrayApplication, core: FakeCore
) -> None:
    dialog = what_if_dialog(application)
    text = labels(dialog)
    assert ("simulate", {"module": "storage"}) in core.asked and core.posted == []
    for part in (
        "If it can be started again",
        "If it dies at every start",
        "Storage is given up after 3 restarts",
    ):
        assert part in text
    dialog.copy.click()
    assert "■ Storage: is given up after 3 restarts" in QGuiApplication.clipboard().text()


def test_while_the_answer_is_worked_out_it_says_so(
    application: TrayApplication, core: FakeCore, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(what_if_module, "PATIENCE_MS", 1)
    silence = Silence(core)
    dialog = what_if_dialog(application)
    assert "Working out" in dialog.sentence.text() and not dialog.copy.isEnabled()
    qtbot.waitUntil(lambda: "has not answered yet" in dialog.sentence.text(), timeout=5000)
    silence.answer("simulate", simulation("storage"))
    assert "dry run" in dialog.sentence.text() and dialog.copy.isEnabled()


def test_a_core_that_cannot_answer_leaves_the_dialog_usable(
    application: TrayApplication, core: FakeCore
) -> None:
    core.errors["simulate"] = "not connected"
    dialog = what_if_dialog(application)
    assert dialog.sentence.text() == "It could not be worked out: not connected"
    del core.errors["simulate"]
    dialog.again.click()
    assert "Storage is restarted" in labels(dialog)
    assert dialog.close()


def test_the_courses_stand_below_each_other_where_there_is_no_room(application: TrayApplication) -> None:
    dialog = what_if_dialog(application)

    def titles() -> list[QPoint]:
        QApplication.processEvents()
        found = [label for label in dialog.findChildren(QLabel) if label.text().startswith("If it ")]
        return [label.mapTo(dialog, QPoint(0, 0)) for label in found]

    beside = titles()
    assert beside[0].y() == beside[1].y() and beside[0].x() < beside[1].x()
    dialog.resize(QSize(400, 420))
    below = titles()
    assert below[0].y() < below[1].y() and below[0].x() == below[1].x()


def test_another_theme_redraws_the_dry_run(application: TrayApplication) -> None:
    dialog = what_if_dialog(application)
    application.theme.set_setting("dark")
    QApplication.processEvents()
    assert labels(dialog).count("If it dies at every start") == 1


# ---- states in the trash


def trash_dialog(application: TrayApplication, core: FakeCore, module: str = "storage") -> TrashDialog:
    core.trash = core.trash or trash_of("storage")
    dialog = application.desk.show("trash", module)
    assert isinstance(dialog, TrashDialog)
    return dialog


def test_the_chosen_state_is_brought_back_and_the_outcome_said(
    application: TrayApplication, core: FakeCore
) -> None:
    dialog = trash_dialog(application, core)
    assert "Storage is stopped, gets the chosen state and is started again" in dialog.effect.text()
    dialog.entries.setCurrentItem(dialog.entries.topLevelItem(1))
    silence = Silence(core)
    dialog.bring_back.click()
    assert dialog.outcome.text() == "Bringing it back…" and not dialog.bring_back.isEnabled()
    entry = trash_of("storage")[1]["name"]
    assert [each[:2] for each in silence.waiting] == [
        ("trash.restore", {"module": "storage", "entry": entry})
    ]
    silence.answer("trash.restore", {"ok": True, "text": "done", "entry": entry})
    assert dialog.outcome.text().startswith("● Storage has its state of ")
    silence.answer("trash.list", {"entries": []})
    assert (
        dialog.intro.text() == "Nothing of Storage lies in the trash." and not dialog.bring_back.isEnabled()
    )


def test_a_return_that_failed_says_why_and_can_be_tried_again(
    application: TrayApplication, core: FakeCore
) -> None:
    dialog = trash_dialog(application, core)
    core.answers["trash.restore"] = {"ok": False, "text": "the disk is full"}
    dialog.bring_back.click()
    assert dialog.outcome.text() == "■ It was not brought back: the disk is full."
    core.errors["trash.restore"] = "no answer"
    dialog.bring_back.click()
    assert "not known: no answer" in dialog.outcome.text() and dialog.bring_back.isEnabled()


@pytest.mark.parametrize("answer", [{"ok": False, "text": "no permission", "entries": []}, None])
def test_a_trash_that_cannot_be_read_says_so(
    application: TrayApplication, core: FakeCore, answer: Any
) -> None:
    if answer is None:
        core.errors["trash.list"] = "no permission"
    else:
        core.answers["trash.list"] = answer
    dialog = trash_dialog(application, core)
    assert dialog.intro.text() == "The trash could not be looked into: no permission"
    assert not dialog.bring_back.isEnabled()


def test_a_stopped_module_gets_its_state_too(application: TrayApplication, core: FakeCore) -> None:
    core.trash = trash_of("figurine")
    dialog = trash_dialog(application, core, "figurine")
    assert "stays stopped" in dialog.effect.text() and dialog.bring_back.isEnabled()
    core.change("figurine", state=ModuleState.RUNNING, desired="up")
    assert "is stopped, gets the chosen state" in dialog.effect.text()


# ---- where they are offered


def test_the_menu_of_a_row_offers_what_its_module_can(window: MainWindow, core: FakeCore) -> None:
    core.trash = trash_of("storage")
    core.tell("storage", "recovery", errand="reset", ok=True)
    window.table.menu_asked.emit("storage", QPoint(10, 10))
    menu = opened_menu(window)
    assert offers(menu) == [
        "Stop", "Restart", "Logs…", "Why…", "Configure…", "Restart options…", "Stop options…", "What if it fails…",
        "Bring its state back…", "Open its folder", "Disable…",
    ]  # fmt: skip
    menu.hide()
    window.table.menu_asked.emit("figurine", QPoint(10, 10))
    assert offers(opened_menu(window)) == [
        "Start", "Logs…", "Why…", "Configure…", "What if it fails…", "Open its folder", "Disable…",
    ]  # fmt: skip


def test_the_menu_of_a_row_opens_by_mouse_and_by_keyboard_and_acts(
    window: MainWindow, core: FakeCore
) -> None:
    table = window.table
    place = table.visualRect(window.model.index(2, 0)).center()
    row = window.model.row(2)
    assert row is not None
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        QApplication.sendEvent(
            table.viewport(), QContextMenuEvent(reason, place, table.viewport().mapToGlobal(place))
        )
        assert table.current_id == row.id
        menu = opened_menu(window)
        choose(menu, "What if it fails…")
    assert core.asked.count(("simulate", {"module": row.id})) == 1


def test_the_details_offer_more_and_in_a_small_window_all_of_it(window: MainWindow, core: FakeCore) -> None:
    core.publish(snapshot())
    window.table.choose("web")
    window.details.more.click()
    more = ["Restart options…", "Stop options…", "What if it fails…", "Open its folder", "Disable…"]
    assert offers(opened_menu(window)) == more
    choose(opened_menu(window), "What if it fails…")
    assert ("simulate", {"module": "web"}) in core.asked
    window.resize(600, 480)
    QApplication.processEvents()
    assert window.details.config.isHidden() and window.details.open.isHidden()
    window.details.more.click()
    assert offers(opened_menu(window)) == ["Configure…", "Open", *more]


def test_keys_of_buttons_without_room_still_work(window: MainWindow, core: FakeCore) -> None:
    core.errors["config.schema"] = "not now"
    window.table.choose("storage")
    keys = [key for key in window.details.findChildren(QShortcut) if key.key().toString() == "Ctrl+E"]
    assert [key.isEnabled() for key in keys] == [False] and window.details.config.isVisible()
    window.resize(600, 480)
    QApplication.processEvents()
    assert [key.isEnabled() for key in keys] == [True]
    keys[0].activated.emit()
    assert core.names_asked().count("config.schema") == 1


def test_the_tray_offers_a_return_only_where_something_lies_in_the_trash(
    make_application: MakeApplication, core: FakeCore
) -> None:
    application = make_application(host_grace_ms=10**6)

    def submenu(name: str) -> QMenu:
        healthy = next(
            action.menu()
            for action in application.menu.actions()
            if "healthy" in action.text() and action.menu()
        )
        assert isinstance(healthy, QMenu)
        (found,) = [action.menu() for action in healthy.actions() if f" {name} · " in action.text()]
        assert isinstance(found, QMenu)
        return found

    assert "What if it fails…" in offers(submenu("Storage"))
    assert "Bring its state back…" not in offers(submenu("Storage"))
    core.trash = trash_of("storage")
    core.tell("storage", "recovery", errand="reset", ok=True)
    assert "Bring its state back…" in offers(submenu("Storage"))
    assert "Bring its state back…" not in offers(submenu("Event bus"))
    choose(submenu("Storage"), "Bring its state back…")
    assert application.window is None and ("trash.list", {"module": "storage"}) in core.asked


def test_a_core_that_answers_late_is_asked_for_its_trash_again(
    make_application: MakeApplication, core: FakeCore
) -> None:
    core.errors["trash.list"] = "not connected"
    core.trash = trash_of("storage")
    application = make_application(host_grace_ms=10**6)
    assert application.trash.modules == frozenset()
    del core.errors["trash.list"]
    core.publish(snapshot())
    assert application.trash.modules == {"storage"}


def test_a_recovery_at_work_offers_no_retry_in_the_strip(window: MainWindow, core: FakeCore) -> None:
    modules = recovering_modules()
    core.publish(snapshot(SystemStatus.DEGRADED, modules))
    assert not window.strip.retry.isHidden()  # of the failed one
    del modules["ai"]
    core.publish(snapshot(SystemStatus.DEGRADED, modules))
    assert window.strip.retry.isHidden() and "being recovered" in window.strip.accessibleName()


# ---- notifications


@pytest.fixture
def said(application: TrayApplication, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(application.tray, "say", lambda title, text: told.append((title, text)))
    return told


def late(application: TrayApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock of the notifications stand an hour later; what is due then is told in the next turn."""
    then = notifier_module.time.monotonic() + 3600.0
    monkeypatch.setattr(notifier_module.time, "monotonic", lambda: then)


def test_a_module_given_up_becomes_one_notification(
    application: TrayApplication,
    core: FakeCore,
    said: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    core.tell("web", "state_changed", "stopping", origin="running", cause="exit", text="exit 1")
    core.tell("web", "recovery", verdict="failed", notify=True, text="given up: exit 1", trial_after=None)
    late(application, monkeypatch)
    application.notifier._tell()
    assert said == [("Web server has failed", "Given up: exit 1. It is not started again by itself.")]
    application.tray.message_clicked.emit()
    assert [
        type(w) for w in QApplication.topLevelWidgets() if isinstance(w, WhyDialog) and w.isVisible()
    ] == [WhyDialog]


def test_a_click_on_a_digest_shows_the_window(
    make_application: MakeApplication, core: FakeCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = make_application(host_grace_ms=10**6)
    for module in ("web", "ai"):
        core.tell(module, "recovery", verdict="failed", notify=True, text="given up: exit 1")
    late(application, monkeypatch)
    application.notifier._tell()
    application.tray.message_clicked.emit()
    assert application.window is not None and application.window.isVisible()


def test_after_closing_nothing_is_told(
    application: TrayApplication, core: FakeCore, said: list[tuple[str, str]]
) -> None:
    application.close()
    core.tell("web", "recovery", verdict="failed", notify=True, text="given up")
    assert said == [] and application.notifier._notices.due_at() is None
