"""Adding a module: suggestions, checks while it is typed, the file that is written, and the first look at it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from skelly_tray.config.home import find_home
from skelly_tray.domain.status import ModuleState, SystemStatus
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.dialogs.add_module import FORM, TRIAL, AddModuleDialog
from skelly_tray.ui.dialogs.config import ConfigDialog
from skelly_tray.ui.present.new_module import NewModule, file_text, suggest, words_of
from tests.ui.fake_config_core import FakeConfigUiCore
from tests.ui.fake_core import running, snapshot


class AddingCore(FakeConfigUiCore):
    """ports: on which the new module listens. users: who cannot be without it."""

    ports: tuple[int, ...] = ()
    users: tuple[str, ...] = ()

    def _answer_ports(self, params: Mapping[str, Any]) -> dict[str, Any]:
        return {"ports": list(self.ports)}

    def _answer_config_set(self, params: Mapping[str, Any]) -> dict[str, Any]:
        return {"errors": [], "applied": True}

    def _answer_config_remove(self, params: Mapping[str, Any]) -> dict[str, Any]:
        if self.users and not params.get("force"):
            return {"errors": ["web cannot be without it"], "needed_by": list(self.users)}
        (self.home.modules_dir / f"{params['module']}.toml").unlink()
        return {"errors": [], "applied": True}


@pytest.fixture
def core(tmp_path: Path) -> AddingCore:
    home = find_home(str(tmp_path / "home"))
    home.create()
    return AddingCore(home, snapshot(SystemStatus.STOPPED, {}))


@pytest.fixture
def dialog(application: TrayApplication) -> AddModuleDialog:
    made = application.desk.show("add_module", "")
    assert isinstance(made, AddModuleDialog)
    return made


def fill(dialog: AddModuleDialog, edit: QLineEdit, text: str) -> None:
    edit.selectAll()
    QTest.keyClicks(edit, text)
    dialog.check()


def appear(core: AddingCore, module: str, **changes: Any) -> None:
    core.publish(snapshot(modules={module: running(module, pid=4811, **changes)}))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("python3 -m http.server 8000", ("server", "Server")),
        ("/usr/bin/node ./apps/My-App.js --x", ("my-app", "My App")),
        ("python3.11 -u run_bot.py", ("run_bot", "Run bot")),
        ("sh -c 'rsync -a /a /b'", ("rsync", "Rsync")),
        ("/opt/Ärger/läuft.bin", ("l-uft", "Läuft")),
        ("redis-server --port 1", ("redis-server-2", "Redis server")),
        ("bash", ("bash", "Bash")),
    ],
)
def test_a_module_is_called_after_what_it_runs(line: str, found: tuple[str, str]) -> None:
    suggestion = suggest(words_of(line)[0], ("redis-server",))
    assert (suggestion.id, suggestion.name) == found


@pytest.mark.parametrize(
    ("line", "said"), [("", "What is to be run"), ("a 'b", "quote"), ("a | b", "no shell")]
)
def test_a_line_that_is_not_run_as_meant_is_told_of(line: str, said: str) -> None:
    assert said in words_of(line)[1]


def test_the_file_holds_what_was_filled_in_whatever_letters_it_has() -> None:
    new = NewModule(('a"b', "c\\d", "\x7f e\n"), "x", 'My "own"', "/tmp/a b", start=False)
    assert tomllib.loads(file_text(new)) == {
        "name": 'My "own"', "command": ['a"b', "c\\d", "\x7f e\n"], "working_dir": "/tmp/a b", "enabled": False,
    }  # fmt: skip


def test_suggestions_follow_the_command_until_something_else_is_typed(dialog: AddModuleDialog) -> None:
    assert not dialog.add.isEnabled()
    fill(dialog, dialog.line, "sleep 1000")
    assert (dialog.id.text(), dialog.name.text()) == ("sleep", "Sleep") and dialog.add.isEnabled()
    assert dialog.preview.text() == 'name = "Sleep"\ncommand = ["sleep", "1000"]'
    fill(dialog, dialog.name, "My sleeper")
    fill(dialog, dialog.line, "cat")
    assert (dialog.id.text(), dialog.name.text()) == ("cat", "My sleeper")


def test_what_is_wrong_is_told_at_its_field_before_anything_is_written(
    dialog: AddModuleDialog, core: AddingCore
) -> None:
    core.answers["config.validate"] = {
        "found": [{"key": "working_dir", "text": "is not an absolute path"}, {"key": "", "text": "is no id"}],
        "warnings": ['command: there is no program "slep" here'],
    }
    fill(dialog, dialog.line, "slep 1000")
    assert dialog.wrong["working_dir"].text() == "▲ is not an absolute path"
    assert dialog.wrong["id"].text() == "▲ is no id"
    assert dialog.wrong["command"].text() == '▲ there is no program "slep" here'
    del core.answers["config.validate"]
    fill(dialog, dialog.line, "sleep 1000")
    assert all(label.isHidden() for label in dialog.wrong.values())
    assert list(core.home.modules_dir.iterdir()) == []


def test_it_is_written_and_followed_until_it_runs(dialog: AddModuleDialog, core: AddingCore) -> None:
    fill(dialog, dialog.line, "python3 -m web")
    dialog.add.click()
    assert dialog.pages.currentIndex() == TRIAL
    assert core.text_of("web") == 'name = "Web"\ncommand = ["python3", "-m", "web"]\n'
    assert "is being added" in dialog.trial.state.text()
    appear(core, "web", state=ModuleState.STARTING, ready=False, reason="just started")
    assert "starting: just started" in dialog.trial.state.text()
    appear(core, "web")
    assert dialog.trial.state.text() == "Web is running (pid 4811)."
    dialog.trial.look()
    assert "loading model" in dialog.trial.output.toPlainText(), "the first lines of its log"
    assert dialog.trial.offers == [], "it has opened no port"


def test_what_was_added_is_chosen_in_the_window_as_soon_as_it_is_there(
    application: TrayApplication, dialog: AddModuleDialog, core: AddingCore
) -> None:
    core.publish(snapshot(modules={"a": running("A"), "b": running("B")}))
    window = application.window
    assert window is not None and window.table.current_id == "a"
    fill(dialog, dialog.line, "python3 -m web")
    dialog.add.click()
    assert window.table.current_id == "a", "it is not there yet"
    core.publish(snapshot(modules={"a": running("A"), "b": running("B"), "web": running("Web")}))
    assert window.table.current_id == "web" and window.details.module_id == "web"
    window.table.choose("b")
    core.publish(snapshot(modules={"a": running("A"), "b": running("B"), "web": running("Web")}))
    assert window.table.current_id == "b", "once"


@pytest.mark.parametrize(
    ("kind", "probe"),
    [(0, {"kind": "tcp", "port": 8123}), (1, {"kind": "http", "url": "http://127.0.0.1:8123/"})],
)
def test_a_port_that_it_opened_is_offered_as_a_check(
    dialog: AddModuleDialog, core: AddingCore, kind: int, probe: dict[str, Any]
) -> None:
    fill(dialog, dialog.line, "python3 -m web")
    dialog.add.click()
    core.ports = (8123,)
    appear(core, "web")
    dialog.trial.look()
    dialog.trial.offers[kind].click()
    (asked,) = [params for name, params in core.asked if name == "config.set"]
    assert asked == {"key": "modules.web.probes.readiness", "value": probe, "save": True, "by": "ui"}
    assert dialog.trial.offers == [] and "ready only then" in dialog.trial.ports.text()


def test_what_was_added_can_be_taken_out_again(dialog: AddModuleDialog, core: AddingCore) -> None:
    fill(dialog, dialog.line, "sleep 1000")
    dialog.add.click()
    appear(core, "sleep", state=ModuleState.FAILED, ready=False, reason="exit 1")
    assert "failed: exit 1" in dialog.trial.state.text()
    dialog.remove.click()
    assert ("config.remove", {"module": "sleep", "by": "ui"}) in core.asked
    assert dialog.pages.currentIndex() == FORM and dialog.line.text() == "sleep 1000"
    assert list(core.home.modules_dir.iterdir()) == []


def test_what_others_need_by_now_is_taken_out_at_a_second_press_on_a_button_that_says_so(
    dialog: AddModuleDialog, core: AddingCore
) -> None:
    fill(dialog, dialog.line, "sleep 1000")
    dialog.add.click()
    core.users = ("web",)
    dialog.remove.click()
    assert "web cannot be without it" in dialog.said.text() and core.text_of("sleep")
    assert dialog.remove.text() == "&Take it out all the same"
    dialog.remove.click()
    assert dialog.pages.currentIndex() == FORM and not list(core.home.modules_dir.iterdir())


def test_a_refused_module_keeps_what_was_typed(dialog: AddModuleDialog, core: AddingCore) -> None:
    (core.home.modules_dir / "sleep.toml").write_text('command = ["true"]\n')
    fill(dialog, dialog.line, "sleep 1000")
    dialog.add.click()
    assert dialog.pages.currentIndex() == FORM and "is there already" in dialog.said.text()
    assert dialog.add.isEnabled() and core.text_of("sleep") == 'command = ["true"]\n'


def test_it_need_not_be_started_and_has_more_settings(
    dialog: AddModuleDialog, core: AddingCore, application: TrayApplication
) -> None:
    fill(dialog, dialog.line, "sleep 1000")
    dialog.start.click()
    dialog.add.click()
    assert "enabled = false" in core.text_of("sleep")
    appear(core, "sleep", state=ModuleState.STOPPED, ready=False)
    assert "not started with the system" in dialog.trial.state.text()
    dialog.more.click()
    assert isinstance(application.desk.show("config", "sleep"), ConfigDialog)


def test_an_answer_to_what_stood_there_before_is_not_shown(dialog: AddModuleDialog, core: AddingCore) -> None:
    kept: list[Callable[[Any], None]] = []
    core.query = lambda name, params, on_result, on_error: kept.append(on_result)  # type: ignore[method-assign]
    fill(dialog, dialog.line, "sleep 1000")
    fill(dialog, dialog.line, "cat")
    kept[0]({"found": [{"key": "name", "text": "is of the other one"}]})
    assert dialog.wrong["name"].isHidden()
    kept[-1]({"found": [{"key": "name", "text": "is of this one"}]})
    assert dialog.wrong["name"].text() == "▲ is of this one"


def question_of(dialog: AddModuleDialog) -> QMessageBox:
    (question,) = dialog.findChildren(QMessageBox)
    return question


def test_escape_asks_before_what_was_typed_is_thrown_away(
    dialog: AddModuleDialog, application: TrayApplication, qtbot: QtBot
) -> None:
    assert not dialog.isWindowModified() and application.desk.unsaved() == []
    fill(dialog, dialog.line, "sleep 1000")
    assert dialog.isWindowModified() and application.desk.unsaved() == ["Add a module"]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible() and "has not been added" in question_of(dialog).text()
    QTest.keyClick(question_of(dialog), Qt.Key.Key_Escape)
    assert dialog.isVisible() and dialog.line.text() == "sleep 1000"
    qtbot.waitUntil(lambda: not dialog.findChildren(QMessageBox))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    with qtbot.waitSignal(dialog.finished):
        question_of(dialog).button(QMessageBox.StandardButton.Discard).click()


def test_nothing_is_asked_when_nothing_was_typed_when_it_was_added_or_when_cancel_was_pressed(
    application: TrayApplication, core: AddingCore, qtbot: QtBot
) -> None:
    def shown() -> AddModuleDialog:
        made = application.desk.show("add_module", "")
        assert isinstance(made, AddModuleDialog)
        return made

    for end in ("untouched", "emptied", "added", "cancelled"):
        dialog = shown()
        if end != "untouched":
            fill(dialog, dialog.line, "sleep 1000")
        if end == "emptied":
            dialog.line.selectAll()
            QTest.keyClick(dialog.line, Qt.Key.Key_Delete)
        if end == "added":
            dialog.add.click()
        with qtbot.waitSignal(dialog.finished):
            dialog.cancel.click() if end == "cancelled" else dialog.reject()
        assert not dialog.findChildren(QMessageBox), end
        qtbot.waitUntil(lambda: not application.desk._open)
