"""The dialog of a restart or a stop: what is ordered, what it says it touches, and how it follows what happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from skelly_tray.domain.status import ModuleState
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.dialogs.acting import ActDialog
from skelly_tray.ui.present import acting
from skelly_tray.ui.present.acting import Scope
from skelly_tray.ui.present.looks import Tone
from tests.ui.fake_core import FakeCore, calm_modules, snapshot


@pytest.fixture
def core() -> FakeCore:
    modules = calm_modules()
    modules["analysis"] = replace(modules["analysis"], depends_on=["storage"], dependants=["web"])
    modules = {m: replace(s, incarnation=number) for number, (m, s) in enumerate(modules.items(), 1)}
    return FakeCore(snapshot(modules=modules))


def opened(application: TrayApplication, kind: str, module: str) -> ActDialog:
    dialog = application.desk.show(kind, module)
    assert isinstance(dialog, ActDialog)
    return dialog


def radio(dialog: ActDialog, scope: Scope) -> QAbstractButton:
    (found,) = [each for each in dialog.group.buttons() if each.property("scope") == str(scope)]
    return found


@pytest.mark.parametrize(
    ("scope", "posted"),
    [
        (Scope.MODULE, {"modules": ["storage"], "all": False}),
        (Scope.DEPENDANTS, {"modules": ["storage", "analysis", "ai", "web"], "all": False}),
        (Scope.RESET, {"modules": ["storage"], "all": False, "reset": True}),
        (Scope.SYSTEM, {"modules": [], "all": True}),
    ],
)
def test_what_is_chosen_is_what_is_ordered(
    application: TrayApplication, core: FakeCore, scope: Scope, posted: dict[str, Any]
) -> None:
    dialog = opened(application, "restart_how", "storage")
    radio(dialog, scope).click()
    assert core.posted == [], "nothing is done before it is confirmed"
    asked = {key: value for key, value in posted.items() if key != "reset"}
    assert core.asked[-1] == ("impact", {"do": "restart", **asked}), (
        "what it touches is asked for that choice"
    )
    dialog.confirm.click()
    assert core.posted == [{"do": "restart", **posted}]


def test_a_module_without_dependants_is_offered_no_such_choice(application: TrayApplication) -> None:
    dialog = opened(application, "restart_how", "backup")
    scopes = [each.property("scope") for each in dialog.group.buttons()]
    assert scopes == ["module", "reset", "system"]


def test_return_confirms_and_escape_changes_nothing(application: TrayApplication, core: FakeCore) -> None:
    dialog = opened(application, "stop_how", "storage")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert core.posted == [] and not dialog.isVisible()
    dialog = opened(application, "stop_how", "backup")
    QTest.keyClick(radio(dialog, Scope.MODULE), Qt.Key.Key_Return)
    assert core.posted == [{"do": "stop", "modules": ["backup"], "all": False}]


def test_an_answer_to_a_choice_that_was_left_is_not_shown(
    application: TrayApplication, core: FakeCore
) -> None:
    kept: list[Callable[[Any], None]] = []
    core.query = lambda name, params, on_result, on_error: kept.append(on_result)  # type: ignore[method-assign]
    dialog = opened(application, "restart_how", "storage")
    radio(dialog, Scope.RESET).click()
    kept[0]({"also": {"web": "will be restarted after it"}})
    assert "Web server" not in dialog.touched.text()
    kept[1]({"also": {"ai": "keeps running, it depends on storage"}})
    assert dialog.touched.text() == "AI companion: keeps running, it depends on storage"


def test_the_way_of_each_module_is_followed_to_its_end(application: TrayApplication, core: FakeCore) -> None:
    core.answers["impact"] = {"also": {"ai": "will be restarted after it, it depends on storage"}}
    dialog = opened(application, "restart_how", "storage")
    dialog.confirm.click()
    assert "Storage: will be restarted" in dialog.progress.text()
    core.change("storage", state=ModuleState.STOPPING, ready=False, kill_in_s=4.0)
    assert dialog.state.text() == "Restarting: waiting for Storage and 1 more"
    assert "Storage: stopping: waiting for pid 4711, KILL in 4 s" in dialog.progress.text().replace(
        "\u202f", " "
    )
    core.change("storage", kill_in_s=0.0)
    assert "is being killed" in dialog.progress.text()
    core.change(
        "storage", state=ModuleState.RUNNING, ready=True, kill_in_s=None, incarnation=40, pid=99, since="x"
    )
    assert "Storage: is running again (pid 99)" in dialog.progress.text() and dialog.undo.isEnabled()
    core.change("ai", state=ModuleState.FAILED, ready=False, incarnation=None, reason="exit 1", since="y")
    assert dialog.state.text() == "1 module did not come back"
    assert "AI companion: failed: exit 1" in dialog.progress.text() and not dialog.undo.isEnabled()


def test_an_order_is_taken_back_as_far_as_it_can_be(application: TrayApplication, core: FakeCore) -> None:
    dialog = opened(application, "restart_how", "storage")
    dialog.confirm.click()
    dialog.undo.click()
    assert core.posted[-1] == {"do": "stop", "modules": ["storage"], "all": False}
    core.change("storage", state=ModuleState.STOPPED, ready=False, pid=None, incarnation=None)
    assert dialog.state.text() == "Everything named is stopped"
    dialog = opened(application, "stop_how", "web")
    dialog.confirm.click()
    dialog.undo.click()
    assert core.posted[-1] == {"do": "start", "modules": ["web"], "all": False}


def test_the_whole_system_names_all_that_is_up_and_a_module_that_goes_is_no_riddle(
    application: TrayApplication, core: FakeCore
) -> None:
    dialog = opened(application, "stop_how", "")
    assert dialog.windowTitle().startswith("Stop everything?") and "Nightly backup" in dialog.touches.text()
    dialog.confirm.click()
    assert core.posted == [{"do": "stop", "modules": [], "all": True}]
    core.publish(snapshot(modules={}))
    assert "storage: is not there any more" in dialog.progress.text()
    assert dialog.state.text() == "Everything named is stopped"


def test_what_keeps_running_is_not_waited_for_and_a_oneshot_is_done_when_its_work_is() -> None:
    modules = calm_modules()
    health = snapshot(modules=modules)
    former = acting.before(("ai", "backup"), health)
    modules["backup"] = replace(
        modules["backup"], state=ModuleState.STOPPED, reason_kind="completed", since="later"
    )
    made = acting.steps(
        "restart", former, {"ai": "keeps running, it depends on x"}, snapshot(modules=modules), 0.0
    )
    assert [(step.text, step.over) for step in made] == [("keeps running", True), ("has done its work", True)]
    assert acting.summary("restart", made) == ("Everything is up again", Tone.GOOD)
