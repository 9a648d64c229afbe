"""Editing a configuration file: one text in two views, checked, compared, saved, and watched while on trial."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from skelly_tray.config.home import find_home
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.dialogs import config_edit
from skelly_tray.ui.dialogs.config import EDIT, OUTCOME, REVIEW, ConfigDialog
from skelly_tray.ui.dialogs.config_fields import (
    ChoiceEditor,
    Editor,
    FlagEditor,
    LineEditor,
    MapEditor,
    SecretEditor,
)
from skelly_tray.ui.dialogs.quit_anyway import QuitAnywayDialog
from skelly_tray.ui.present import config_text
from tests.ui.fake_config_core import FakeConfigUiCore
from tests.ui.fake_core import snapshot

TEXT = """# my own words
name = "AI analysis"  # what I call it
command = ["python3", "-m", "companion"]
startup_timeout = "30s"

[env]
KEY = { secret = "ai/key" }
PLAIN = "1"

[probes.readiness] # is it there?
kind = "http"
url = "http://127.0.0.1:8126/ready"
interval = "5s"

[settings]
port = 8126
token = { secret = "ai/token" }
"""


@pytest.fixture
def core(tmp_path: Path) -> FakeConfigUiCore:
    home = find_home(str(tmp_path / "home"))
    home.create()
    (home.modules_dir / "ai.toml").write_text(TEXT)
    return FakeConfigUiCore(home, snapshot())


@pytest.fixture
def dialog(application: TrayApplication) -> ConfigDialog:
    made = application.desk.show("config", "ai")
    assert isinstance(made, ConfigDialog)
    return made


def editor(dialog: ConfigDialog, group: str, key: str) -> Editor:
    for row in range(dialog.edit.form.list.count()):
        if dialog.edit.form.list.item(row).text().removeprefix("■ ") == group:
            dialog.edit.form.list.setCurrentRow(row)
    found = dialog.edit.form.row(key)
    while found is None and dialog.edit.form._adding:
        QApplication.processEvents()
        found = dialog.edit.form.row(key)
    assert found is not None, key
    return found


def typed(dialog: ConfigDialog) -> str:
    return dialog.edit.read().text


def type_into(edit: QLineEdit, text: str) -> None:
    edit.selectAll()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)


def labels(dialog: Any) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def changed(dialog: ConfigDialog, before: str, after: str) -> None:
    """As if somebody had typed it into the text."""
    text = typed(dialog)
    assert before in text
    cursor, start = QTextCursor(dialog.edit.text.document()), text.index(before)
    cursor.setPosition(start)
    cursor.setPosition(start + len(before), QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(after)
    dialog.edit.look_over()


def test_a_value_of_the_form_goes_into_the_text_and_leaves_the_rest_as_it_is(dialog: ConfigDialog) -> None:
    line = editor(dialog, "Start and stop", "startup_timeout")
    assert isinstance(line, LineEditor) and line.edit.text() == "30s"
    type_into(line.edit, "45s")
    assert typed(dialog) == TEXT.replace("30s", "45s")
    dialog.edit.text.undo()
    assert typed(dialog) == TEXT, "it is one step of the editor's own history"


def test_what_is_typed_into_the_text_is_in_the_form(dialog: ConfigDialog) -> None:
    line = editor(dialog, "Program", "name")
    assert isinstance(line, LineEditor) and line.edit.text() == "AI analysis"
    changed(dialog, "AI analysis", "Other")
    assert line.edit.text() == "Other"


def test_the_default_is_offered_once(dialog: ConfigDialog) -> None:
    choice = editor(dialog, "Recovery", "recovery.strategy")
    assert isinstance(choice, ChoiceEditor)
    offered = [choice.box.itemText(number) for number in range(choice.box.count())]
    assert [text for text in offered if text.split()[0] == "restart"] == ["restart (the default)"]
    dialog.edit.text.setPlainText(typed(dialog) + '\n[recovery]\nstrategy = "restart"\n')
    dialog.edit.look_over()
    assert choice.box.currentText() == "restart (the default)", "also where the file says it"


def test_a_form_opens_at_the_group_that_was_asked_for(dialog: ConfigDialog) -> None:
    dialog.open_at("limits")
    assert dialog.edit.form.list.currentItem().text() == "Limits"


def test_each_kind_of_value_has_its_editor(dialog: ConfigDialog) -> None:
    command = editor(dialog, "Program", "command")
    assert isinstance(command, LineEditor) and command.edit.text() == "python3 -m companion"
    type_into(command.edit, "python3 -c 'a b'")
    assert 'command = ["python3", "-c", "a b"]' in typed(dialog)
    flag = editor(dialog, "Start and stop", "enabled")
    assert isinstance(flag, FlagEditor) and flag.box.isChecked(), "as the default is"
    flag.box.click()
    assert "enabled = false" in typed(dialog)
    choice = editor(dialog, "Recovery", "recovery.strategy")
    assert isinstance(choice, ChoiceEditor) and choice.box.currentText() == "restart (the default)"
    at = choice.box.findText("restart_with_reset")
    choice.box.setCurrentIndex(at)
    choice.box.activated.emit(at)
    assert 'strategy = "restart_with_reset"' in typed(dialog)
    choice.box.activated.emit(0)
    assert "restart_with_reset" not in typed(dialog)
    port = editor(dialog, "Its own settings", "settings.port")
    assert isinstance(port, LineEditor)
    type_into(port.edit, "81")
    assert "port = 81\n" in typed(dialog)


def test_a_cleared_line_is_the_default_again(dialog: ConfigDialog) -> None:
    line = editor(dialog, "Start and stop", "startup_timeout")
    assert isinstance(line, LineEditor)
    line.edit.selectAll()
    QTest.keyClick(line.edit, Qt.Key.Key_Delete)
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    assert "startup_timeout" not in typed(dialog) and line.edit.placeholderText() == "30s"


def test_another_kind_of_probe_keeps_only_what_goes_with_it(dialog: ConfigDialog) -> None:
    kind = editor(dialog, "Health", "probes.readiness.kind")
    assert isinstance(kind, ChoiceEditor) and kind.box.currentText() == "http"
    kind.box.activated.emit(kind.box.findText("tcp"))
    kind.box.setCurrentText("tcp")
    kind.box.activated.emit(kind.box.currentIndex())
    text = typed(dialog)
    assert 'kind = "tcp"' in text and "url" not in text and 'interval = "5s"' in text
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # the fields that went are gone
    dialog.edit.look_over()
    assert "port is missing" in dialog.errors.text().replace(": ", " ")
    port = editor(dialog, "Health", "probes.readiness.port")
    assert isinstance(port, LineEditor)
    type_into(port.edit, "8126")
    assert "port = 8126" in typed(dialog).split("[settings]")[0]


def test_a_secret_is_its_name_and_never_a_value(dialog: ConfigDialog) -> None:
    secret = editor(dialog, "Its own settings", "settings.token")
    assert isinstance(secret, SecretEditor) and secret.edit.text() == "ai/token"
    type_into(secret.edit, "ai/other")
    assert 'token = { secret = "ai/other" }' in typed(dialog)
    wished: list[str] = []
    dialog.edit.secret_wished.disconnect()
    dialog.edit.secret_wished.connect(wished.append)
    secret.store.click()
    assert wished == ["ai/other"]


def test_environment_variables_are_lines_and_a_reference_stays_one(dialog: ConfigDialog) -> None:
    lines = editor(dialog, "Program", "env")
    assert isinstance(lines, MapEditor)
    key, value, secret = lines._lines[1]
    assert (key.text(), value.text(), secret) == ("PLAIN", "1", False) and lines._lines[0][2]
    type_into(value, "2")
    assert 'PLAIN = "2"' in typed(dialog) and 'KEY = { secret = "ai/key" }' in typed(dialog)


def test_errors_are_shown_at_their_fields_and_below(dialog: ConfigDialog) -> None:
    line = editor(dialog, "Start and stop", "startup_timeout")
    assert isinstance(line, LineEditor)
    type_into(line.edit, "soon")
    dialog.edit.look_over()
    assert 'startup_timeout: "soon" is not a duration' in dialog.errors.text()
    assert '"soon" is not a duration' in labels(dialog.edit.form)
    assert any(dialog.edit.form.list.item(row).text() == "■ Start and stop" for row in range(4))
    type_into(line.edit, "50s")
    dialog.edit.look_over()
    assert dialog.errors.isHidden()


def test_a_text_that_is_no_toml_disables_the_form_and_says_where(dialog: ConfigDialog) -> None:
    changed(dialog, 'kind = "http"', "kind = ")
    assert not dialog.edit.form.isEnabled() and "is not TOML" in dialog.errors.text()
    changed(dialog, "kind = ", 'kind = "http"')
    assert dialog.edit.form.isEnabled() and dialog.errors.isHidden()


def test_a_while_after_the_last_key_it_is_checked_once(
    dialog: ConfigDialog, core: FakeConfigUiCore, qtbot: QtBot
) -> None:
    core.asked.clear()
    dialog.edit.setCurrentWidget(dialog.edit.text)
    QTest.keyClicks(dialog.edit.text, "# abc")
    qtbot.waitUntil(lambda: "config.validate" in core.names_asked(), timeout=5000)
    (asked,) = [params for name, params in core.asked if name == "config.validate"]
    assert "# abc" in asked["text"]


def save(dialog: ConfigDialog) -> None:
    dialog.save.click()
    assert dialog.pages.currentIndex() == REVIEW, dialog.errors.text()
    dialog.commit.click()


def test_the_difference_and_its_effect_are_shown_before_it_is_saved(
    dialog: ConfigDialog, core: FakeConfigUiCore
) -> None:
    core.report |= {
        "changed": ["ai", "web"],
        "restarts": ["ai"],
        "trial_s": 30.0,
        "warnings": ["mind the gap"],
    }
    changed(dialog, "30s", "45s")
    dialog.save.click()
    assert dialog.pages.currentIndex() == REVIEW and core.text_of("ai") == TEXT
    lines = dialog.review.diff.toPlainText().splitlines()
    assert '-startup_timeout = "30s"' in lines and '+startup_timeout = "45s"' in lines
    told = dialog.review.effect.text().replace("\u202f", " ")
    assert "Restarted: AI companion" in told and "Taken over without a restart: Web server" in told
    assert "On trial for 30 s" in told and "mind the gap" in told
    dialog.back.click()
    assert dialog.pages.currentIndex() == EDIT and dialog.save.isEnabled()


def test_a_saved_change_is_followed_until_it_is_kept(dialog: ConfigDialog, core: FakeConfigUiCore) -> None:
    core.report |= {"changed": ["ai"], "restarts": ["ai"], "trial_s": 30.0}
    changed(dialog, "30s", "45s")
    save(dialog)
    assert dialog.pages.currentIndex() == OUTCOME and core.text_of("ai") == TEXT.replace("30s", "45s")
    assert not dialog.isWindowModified()
    core.change("ai", config={"state": "trial", "ends_in_s": 12.0, "why": "", "since": None})
    assert dialog.outcome.state.text().replace("\u202f", " ") == "Saved as revision 1; on trial, 12 s left."
    assert "AI companion · running" in dialog.outcome.modules.text()
    core.judge("committed")
    dialog.outcome._look()
    assert dialog.outcome.state.text() == "Saved as revision 1, and kept."
    assert not dialog.outcome._timer.isActive(), "nothing is asked any more"


def test_a_change_that_is_taken_back_says_why_and_where_the_text_is(
    dialog: ConfigDialog, core: FakeConfigUiCore
) -> None:
    core.report |= {"changed": ["ai"], "restarts": ["ai"], "trial_s": 30.0}
    changed(dialog, "30s", "45s")
    save(dialog)
    core.judge("rolled_back", "ai: its liveness probe missed 2 times")
    dialog.outcome._look()
    told = dialog.outcome.state.text()
    assert (
        "Taken back by itself: ai: its liveness probe missed 2 times." in told and "still in the file" in told
    )
    dialog.back.click()
    assert typed(dialog) == TEXT.replace("30s", "45s")


def test_errors_that_only_the_whole_shows_bring_back_to_the_text(
    dialog: ConfigDialog, core: FakeConfigUiCore
) -> None:
    core.answers["config.diff"] = {"errors": ["modules/ai.toml: depends_on: a cycle: ai, web"]}
    changed(dialog, "30s", "45s")
    dialog.save.click()
    assert dialog.pages.currentIndex() == EDIT and "a cycle: ai, web" in dialog.errors.text()
    assert dialog.save.isEnabled() and core.text_of("ai") == TEXT


def test_a_failed_save_says_so_and_can_be_tried_again(dialog: ConfigDialog, core: FakeConfigUiCore) -> None:
    core.errors["config.update"] = "the disk is full"
    changed(dialog, "30s", "45s")
    save(dialog)
    assert "the disk is full" in dialog.errors.text() and dialog.pages.currentIndex() == EDIT
    assert dialog.edit.changed
    del core.errors["config.update"]
    save(dialog)
    assert core.text_of("ai") == TEXT.replace("30s", "45s")


def outside(core: FakeConfigUiCore, text: str) -> None:
    (core.home.modules_dir / "ai.toml").write_text(text)
    core.tell(None, "config_changed", verdict="applied", by="file")


def test_a_file_changed_outside_is_shown_where_nothing_was_typed(
    dialog: ConfigDialog, core: FakeConfigUiCore
) -> None:
    outside(core, TEXT.replace("30s", "31s"))
    assert "31s" in typed(dialog) and dialog.outside.isHidden() and not dialog.edit.changed


def test_a_file_changed_outside_meanwhile_is_told_and_nothing_is_lost(
    dialog: ConfigDialog, core: FakeConfigUiCore
) -> None:
    changed(dialog, "AI analysis", "Mine")
    outside(core, TEXT.replace("30s", "31s"))
    assert dialog.outside.isVisible() and "Mine" in typed(dialog) and "31s" not in typed(dialog)
    dialog.take_theirs.click()
    assert typed(dialog) == TEXT.replace("30s", "31s") and dialog.outside.isHidden()
    dialog.edit.text.undo()
    assert "Mine" in typed(dialog), "undo brings back what was typed"


def test_what_was_typed_replaces_the_others_only_when_that_is_said(
    dialog: ConfigDialog, core: FakeConfigUiCore
) -> None:
    changed(dialog, "AI analysis", "Mine")
    theirs = TEXT.replace("30s", "31s")
    (core.home.modules_dir / "ai.toml").write_text(theirs)  # not even told of by the journal
    save(dialog)
    assert core.text_of("ai") == theirs and "changed by somebody else" in dialog.errors.text()
    assert dialog.outside.isVisible()
    dialog.keep_mine.click()
    save(dialog)
    assert core.text_of("ai") == TEXT.replace("AI analysis", "Mine")


def test_line_ends_of_windows_and_hard_spaces_stay(
    application: TrayApplication, core: FakeConfigUiCore
) -> None:
    text = TEXT.replace("my own words", "my\u00a0own 🦴 words").replace("\n", "\r\n")
    (core.home.modules_dir / "ai.toml").write_bytes(text.encode())
    dialog = application.desk.show("config", "ai")
    assert isinstance(dialog, ConfigDialog) and not dialog.edit.text.isReadOnly()
    line = editor(dialog, "Start and stop", "startup_timeout")
    assert isinstance(line, LineEditor)
    type_into(line.edit, "45s")
    save(dialog)
    assert core.text_of("ai") == text.replace("30s", "45s")


def test_a_text_that_the_editor_would_change_is_only_shown(
    application: TrayApplication, core: FakeConfigUiCore
) -> None:
    (core.home.modules_dir / "ai.toml").write_text(TEXT.replace("my own", "my\u2029own"))
    dialog = application.desk.show("config", "ai")
    assert isinstance(dialog, ConfigDialog)
    assert dialog.edit.text.isReadOnly() and "another one" in dialog.errors.text()


def test_the_history_leads_back_after_the_difference_was_seen(
    dialog: ConfigDialog, core: FakeConfigUiCore
) -> None:
    changed(dialog, "30s", "45s")
    save(dialog)
    core.judge("rolled_back", "ai: exit 1")
    dialog.back.click()
    dialog.edit.setCurrentWidget(dialog.history)
    item = dialog.history.rows.topLevelItem(0)
    assert (
        item is not None
        and item.text(3) == "edited modules/ai.toml"
        and item.text(4) == "taken back: ai: exit 1"
    )
    dialog.history.back.click()
    assert dialog.pages.currentIndex() == REVIEW and "config.rollback" not in core.names_asked()
    assert "after revision 1" in dialog.review.told.text() and dialog.commit.text() == "&Go back"
    assert '+startup_timeout = "30s"' in dialog.review.diff.toPlainText()
    dialog.commit.click()
    assert ("config.rollback", {"rev": 1, "by": "ui"}) in core.asked
    assert dialog.pages.currentIndex() == OUTCOME and core.text_of("ai") == TEXT
    assert typed(dialog) == TEXT


def test_typed_text_is_not_thrown_away_unasked(dialog: ConfigDialog, qtbot: QtBot) -> None:
    changed(dialog, "30s", "45s")
    assert dialog.windowTitle().endswith("[*] – Skelly Tray") and dialog.isWindowModified()
    dialog.close()
    assert dialog.isVisible()
    question = dialog.findChild(QMessageBox)
    assert question is not None
    question.button(QMessageBox.StandardButton.Discard).click()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog), timeout=5000)


def test_what_has_become_again_what_is_in_the_file_is_nothing_to_be_saved(dialog: ConfigDialog) -> None:
    changed(dialog, "30s", "45s")
    assert dialog.isWindowModified() and dialog.save.isEnabled()
    changed(dialog, "45s", "30s")
    assert not dialog.isWindowModified() and not dialog.save.isEnabled()
    dialog.edit.text.undo()
    assert dialog.isWindowModified() and dialog.save.isEnabled()


def test_unchanged_configuration_closes_at_once_and_cannot_be_saved(dialog: ConfigDialog) -> None:
    assert not dialog.save.isEnabled()
    assert dialog.close()


def test_quitting_asks_first_while_something_typed_is_not_saved(
    dialog: ConfigDialog, core: FakeConfigUiCore, application: TrayApplication
) -> None:
    changed(dialog, "30s", "45s")
    application.actions.quit()
    assert core.posted == []
    question = application.desk.show("quit_anyway", "")
    assert isinstance(question, QuitAnywayDialog)
    assert question.listed.text() == "Configure AI companion"
    question.stay.click()
    assert core.posted == [] and dialog.edit.changed
    application.actions.quit()
    question = application.desk.show("quit_anyway", "")
    assert isinstance(question, QuitAnywayDialog)
    question.quit.click()
    assert core.posted == [{"do": "quit", "keep_modules": False}]


def test_quitting_asks_nothing_when_all_is_saved(
    dialog: ConfigDialog, core: FakeConfigUiCore, application: TrayApplication
) -> None:
    application.actions.quit()
    assert dialog.isVisible() and core.posted == [{"do": "quit", "keep_modules": False}]


def test_what_changes_a_text_is_loaded_before_the_first_keystroke_and_not_by_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(config_text, "import_module", loaded.append)
    monkeypatch.setattr(config_text, "LIBRARY", "a library that is not there")
    config_text.warm_up()
    for thread in threading.enumerate():
        if thread.name == "editing":
            thread.join(10)
    monkeypatch.setattr(config_text, "LIBRARY", "sys")
    config_text.warm_up()
    assert loaded == ["a library that is not there"]


def test_a_dialog_that_has_its_file_warms_up(
    application: TrayApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    warmed: list[bool] = []
    monkeypatch.setattr(config_edit, "warm_up", lambda: warmed.append(True))
    application.desk.show("config", "ai")
    assert warmed
