"""Importing modules in a dialog: what is found and not carried over, what is wanted and written, and the way back."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from skelly_tray.config.home import find_home
from skelly_tray.domain.status import SystemStatus
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.dialogs.import_file import FORM, OUTCOME, ImportDialog
from skelly_tray.ui.dialogs.import_list import NAME
from skelly_tray.ui.present.looks import Symbol
from tests.screenshots_dialogs import SHOP
from tests.ui.fake_config_core import FakeConfigUiCore
from tests.ui.fake_core import running, snapshot

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def core(tmp_path: Path) -> FakeConfigUiCore:
    home = find_home(str(tmp_path / "home"))
    home.create()
    return FakeConfigUiCore(home, snapshot(SystemStatus.STOPPED, {}))


@pytest.fixture
def dialog(application: TrayApplication) -> ImportDialog:
    made = application.desk.show("import_file", "")
    assert isinstance(made, ImportDialog)
    return made


def shown(dialog: ImportDialog) -> list[list[str]]:
    items = [dialog.list.rows.topLevelItem(at) for at in range(dialog.list.rows.topLevelItemCount())]
    return [[item.text(column) for column in range(4)] for item in items if item is not None]


def tick(dialog: ImportDialog, row: int, on: bool) -> None:
    item = dialog.list.rows.topLevelItem(row)
    assert item is not None
    item.setCheckState(NAME, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def files(core: FakeConfigUiCore) -> dict[str, Any]:
    return {path.stem: tomllib.loads(path.read_text()) for path in core.home.modules_dir.glob("*.toml")}


def test_a_file_is_shown_with_its_modules_and_what_is_not_carried_over(dialog: ImportDialog) -> None:
    assert not dialog.go.isEnabled() and dialog.list.isHidden()
    dialog.open_file(str(SHOP / "process-compose.yaml"))
    assert dialog.kind.text() == "It is a process-compose file."
    assert shown(dialog)[0] == ["db", "postgres -D ./data", "–", "ready by exec"]
    assert shown(dialog)[2][2:] == ["db, migrate", "alive by http"]
    assert "not carried over: vars" in dialog.remarks.text()
    assert "db: shutdown.command: 'pg_ctl stop' is not run" in dialog.remarks.text()
    assert "console is left out: it wants a terminal" in dialog.remarks.text()
    assert dialog.go.text() == "&Import 5 modules" and "web.toml" in dialog.where.text()


def test_a_file_of_which_nothing_can_be_had_says_so_with_every_reason(
    dialog: ImportDialog, tmp_path: Path
) -> None:
    (tmp_path / "compose.yaml").write_text("services: {web: {image: nginx}, db: {image: postgres}}\n")
    dialog.open_file(str(tmp_path / "compose.yaml"))
    assert "None of its programs can be started by itself" in dialog.kind.text()
    assert "web is left out: it has no command: that is in the image nginx" in dialog.remarks.text()
    assert dialog.list.isHidden() and dialog.where.isHidden() and not dialog.go.isEnabled()


def test_the_file_is_chosen_in_a_dialog_without_a_loop_of_its_own(
    dialog: ImportDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "exec", lambda *_: pytest.fail("a nested loop"))
    dialog.choose.click()
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None and chooser.isVisible()
    chooser.fileSelected.emit(str(SHOP / "Procfile"))
    chooser.close()
    assert dialog.kind.text() == "It is a Procfile." and len(shown(dialog)) == 4


def test_a_path_can_be_typed_and_one_that_is_none_is_said(
    dialog: ImportDialog, core: FakeConfigUiCore
) -> None:
    core.errors["import.plan"] = "there is no file /nowhere"
    QTest.keyClicks(dialog.file, "/nowhere")
    QTest.keyClick(dialog.file, Qt.Key.Key_Return)
    assert "there is no file" in dialog.said.text() and not dialog.go.isEnabled()
    core.errors.clear()
    dialog.file.clear()
    QTest.keyClicks(dialog.file, str(SHOP / "Procfile"))
    QTest.keyClick(dialog.file, Qt.Key.Key_Return)
    assert len(shown(dialog)) == 4 and dialog.said.text() == ""
    assert files(core) == {}, "Return looks, and imports nothing"


def test_what_is_not_ticked_is_not_imported_and_nothing_needs_it(
    dialog: ImportDialog, core: FakeConfigUiCore
) -> None:
    dialog.open_file(str(SHOP / "process-compose.yaml"))
    tick(dialog, 0, on=False)
    assert dialog.go.text() == "&Import 4 modules" and "db.toml" not in dialog.where.text()
    assert "web: it needs db, which is not among the modules" in dialog.remarks.text()
    dialog.go.click()
    made = files(core)
    assert set(made) == {"migrate", "web", "worker-0", "worker-1"}
    assert made["web"]["depends_on"] == [{"module": "migrate", "condition": "completed"}]
    assert "enabled" not in made["web"]


def test_they_can_be_imported_without_being_started(dialog: ImportDialog, core: FakeConfigUiCore) -> None:
    dialog.open_file(str(SHOP / "Procfile"))
    dialog.start.setChecked(False)
    dialog.go.click()
    assert [made["enabled"] for made in files(core).values()] == [False] * 4


@pytest.mark.parametrize("way", ["keep", "replace", "rename"])
def test_a_module_that_is_there_stays_is_replaced_or_gets_a_neighbour(
    dialog: ImportDialog, core: FakeConfigUiCore, way: str
) -> None:
    (core.home.modules_dir / "db.toml").write_text('command = ["mine"]\n')
    dialog.open_file(str(SHOP / "process-compose.yaml"))
    assert dialog.taken.isVisible() and dialog.list.left_out() == ["db"]
    assert "There is a module of that id already" in dialog.list.rows.topLevelItem(0).toolTip(NAME)  # type: ignore[union-attr]
    if way != "keep":
        dialog.taken.setCurrentIndex(dialog.taken.findData(way))
        dialog.taken.activated.emit(dialog.taken.currentIndex())
        assert dialog.list.left_out() == []
    dialog.go.click()
    made = files(core)
    assert made["db"]["command"] == (["postgres", "-D", "./data"] if way == "replace" else ["mine"])
    assert ("db-2" in made) == (way == "rename")
    assert made["web"]["depends_on"][0] == ("db-2" if way == "rename" else "db")


def test_a_refusal_writes_nothing_and_is_said(dialog: ImportDialog, core: FakeConfigUiCore) -> None:
    dialog.open_file(str(SHOP / "Procfile"))
    (core.home.modules_dir / "web.toml").write_text('command = ["mine"]\n')  # since it was looked at
    dialog.go.click()
    assert "web.toml" in dialog.said.text() and dialog.pages.currentIndex() == FORM
    assert set(files(core)) == {"web"} and dialog.go.isEnabled()


def test_what_came_of_it_is_followed_and_can_be_taken_back(
    dialog: ImportDialog, core: FakeConfigUiCore
) -> None:
    dialog.open_file(str(SHOP / "Procfile"))
    dialog.go.click()
    assert dialog.pages.currentIndex() == OUTCOME
    core.publish(snapshot(modules={"web": running("web", pid=4811)}))
    assert "web is running (pid 4811)." in dialog.outcome.state.text()
    assert "worker is being added…" in dialog.outcome.state.text()
    assert "On trial" in dialog.outcome.verdict.text()
    core.judge("committed")
    dialog.outcome.look()
    assert "They stay" in dialog.outcome.verdict.text()
    dialog.back.click()
    assert files(core) == {} and dialog.pages.currentIndex() == FORM
    assert "taken out again" in dialog.said.text() and dialog.go.isEnabled()


def test_a_trial_that_failed_is_told_with_its_reason(dialog: ImportDialog, core: FakeConfigUiCore) -> None:
    dialog.open_file(str(SHOP / "Procfile"))
    dialog.go.click()
    core.judge("rolled_back", "web: exit 1")
    dialog.outcome.look()
    assert "All were taken back: web: exit 1" in dialog.outcome.verdict.text()
    assert dialog.outcome.state.text() == ""
    asked = len(core.asked)
    dialog.outcome.look()
    assert len(core.asked) == asked, "there is nothing more to be asked for"


def test_one_that_others_need_by_now_takes_a_second_press(
    dialog: ImportDialog, core: FakeConfigUiCore
) -> None:
    dialog.open_file(str(SHOP / "Procfile"))
    dialog.go.click()
    core.answers["config.undo"] = {"errors": ["modules/web.toml: other cannot run without web"]}
    dialog.back.click()
    assert "other cannot run" in dialog.said.text() and "all the same" in dialog.back.text()
    dialog.back.click()
    assert core.asked[-1] == ("config.undo", {"rev": 1, "force": True, "by": "ui"})


def test_what_changes_nothing_here_is_no_warning(dialog: ImportDialog) -> None:
    dialog.open_file(str(SHOP / "compose.yaml"))
    shapes = {text: symbol for symbol, _, text in dialog.remarks._lines}
    assert shapes["web: of no use here: container_name"] is Symbol.RING
    assert shapes["web: not carried over: oom_score_adj"] is Symbol.TRIANGLE


def test_it_is_reached_from_the_window_whatever_its_width(
    application: TrayApplication, core: FakeConfigUiCore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(application.desk, "show", lambda kind, module="": asked.append((kind, module)))
    window = application.window
    assert window is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    for width in (1500, 600):
        window.resize(width, 480)
        qtbot.waitUntil(lambda width=width: window.header.bring_in.isVisible() == (width > 920), timeout=5000)
        before = len(asked)
        qtbot.keyClick(window, Qt.Key.Key_N, CTRL_SHIFT)
        qtbot.waitUntil(lambda before=before: len(asked) == before + 1, timeout=5000)
    window.modules._empty.bring_in.click()
    assert asked == [("import_file", "")] * 3
