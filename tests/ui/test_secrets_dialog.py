"""The secrets: what is told of them, what is sent, and that a value is nowhere but where it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.dialogs.secrets import DELETE, LIST, PASSPHRASE, STORE, SecretsDialog
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.secret_lines import keeping
from tests.ui.fake_core import FakeCore, ago, snapshot

CANARY = "canary-4711"


class SecretCore(FakeCore):
    """secrets: name → users; values go nowhere."""

    def __init__(self) -> None:
        super().__init__(snapshot())
        self.keyring, self.file = "ready", "none"
        self.secrets: dict[str, dict[str, Any]] = {
            "ai/key": {"kept_in": "keyring", "used_by": ["ai"]},
            "web/token": {"kept_in": None, "used_by": ["web", "ai"]},
            "old": {"kept_in": "file", "used_by": []},
        }

    def _answer_secret_list(self, params: Mapping[str, Any]) -> dict[str, Any]:
        return {"secrets": [{"name": name, "changed": ago(60), **one} for name, one in self.secrets.items()]}

    def _answer_secret_status(self, params: Mapping[str, Any]) -> dict[str, Any]:
        keyring = {"state": self.keyring, "backend": "Secret Service", "text": ""}
        return {
            "keeps_in": None,
            "keyring": keyring,
            "file": self.file,
            "todo": "",
            "waiting": {"web": "waits for web/token"},
        }

    def _answer_secret_set(self, params: Mapping[str, Any]) -> dict[str, Any]:
        self.secrets.setdefault(params["name"], {"used_by": []})["kept_in"] = "keyring"
        return {"name": params["name"], "kept_in": "keyring", "used_by": ["ai"], "renewed": ["ai"]}

    def _answer_secret_delete(self, params: Mapping[str, Any]) -> dict[str, Any]:
        del self.secrets[params["name"]]
        return {"deleted": True, "used_by": []}

    def _answer_secret_unlock(self, params: Mapping[str, Any]) -> dict[str, Any]:
        self.keyring = "ready" if "passphrase" not in params else self.keyring
        self.file = "unlocked" if "passphrase" in params else self.file
        return {"unlocked": "file" if "passphrase" in params else "keyring", "made": False}

    def _answer_secret_lock(self, params: Mapping[str, Any]) -> dict[str, Any]:
        self.file = "locked"
        return {"locked": True}

    def sent(self, method: str) -> dict[str, Any]:
        (found,) = [params for name, params in self.asked if name == method]
        return found


@pytest.fixture
def core() -> SecretCore:
    return SecretCore()


@pytest.fixture
def dialog(application: TrayApplication) -> SecretsDialog:
    made = application.desk.show("secrets", "")
    assert isinstance(made, SecretsDialog)
    return made


def choose(dialog: SecretsDialog, name: str) -> None:
    for at in range(dialog.list.rows.topLevelItemCount()):
        item = dialog.list.rows.topLevelItem(at)
        if item is not None and item.text(0).endswith(name):
            dialog.list.rows.setCurrentItem(item)


def held(dialog: SecretsDialog) -> str:
    """All that the widgets of the dialog hold, also by way of undo."""
    texts = []
    for edit in dialog.findChildren(QLineEdit):
        texts.append(edit.text())
        edit.setEchoMode(QLineEdit.EchoMode.Normal)  # else there is no undo
        while edit.isUndoAvailable():
            edit.undo()
            texts.append(edit.text())
    return "\n".join(texts)


def test_the_list_names_users_and_places_and_what_is_missing_first(dialog: SecretsDialog) -> None:
    rows = [dialog.list.rows.topLevelItem(at) for at in range(3)]
    told = [[row.text(column) for column in range(3)] for row in rows if row is not None]
    assert told == [
        ["web/token", "Web server, AI companion", "nowhere: it is missing"],
        ["ai/key", "AI companion", "the system's keyring"],
        ["old", "nobody", "the file behind your passphrase"],
    ]
    assert "Web server: waits for web/token" in dialog.state.text()


def test_a_new_secret_is_sent_and_its_value_is_gone_from_the_dialog(
    dialog: SecretsDialog, core: SecretCore
) -> None:
    dialog.new.click()
    assert dialog.pages.currentIndex() == STORE
    QTest.keyClicks(dialog.name, "new/key")
    QTest.keyClicks(dialog.entry.edit, CANARY)
    assert dialog.entry.edit.displayText() != CANARY
    dialog.go.click()
    assert core.sent("secret.set") == {"name": "new/key", "value": CANARY, "session": False, "by": "ui"}
    assert dialog.pages.currentIndex() == LIST and CANARY not in held(dialog)
    assert (
        dialog.said.text()
        == "new/key is kept in the system's keyring. The new value is handed to: AI companion."
    )


def test_a_value_that_was_not_stored_is_not_kept_either(dialog: SecretsDialog, core: SecretCore) -> None:
    core.errors["secret.set"] = "web/token was not stored: the keyring is locked"
    choose(dialog, "web/token")
    assert dialog.replace.text() == "&Set…" and not dialog.delete.isEnabled(), "there is nothing to delete"
    dialog.replace.click()
    assert dialog.name.isReadOnly() and dialog.name.text() == "web/token"
    QTest.keyClicks(dialog.entry.edit, CANARY)
    dialog.go.click()
    assert "the keyring is locked" in dialog.said.text() and dialog.pages.currentIndex() == STORE
    assert CANARY not in held(dialog) and dialog.go.isEnabled()


@pytest.mark.parametrize("leave", ["cancel", "hide"])
def test_a_value_is_gone_when_it_is_left(dialog: SecretsDialog, leave: str, qtbot: QtBot) -> None:
    dialog.new.click()
    QTest.keyClicks(dialog.entry.edit, CANARY)
    dialog.entry.shown.click()
    assert dialog.entry.edit.displayText() == CANARY, "shown because it was asked for"
    if leave == "cancel":
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: dialog.pages.currentIndex() == LIST, timeout=5000)
        assert dialog.isVisible()
    else:
        dialog.hide()
    assert CANARY not in held(dialog) and not dialog.entry.shown.isChecked()


def test_several_lines_are_kept_as_they_are_and_not_shown(dialog: SecretsDialog, core: SecretCore) -> None:
    key = "-----BEGIN KEY-----\nabc\n-----END KEY-----\n"
    QGuiApplication.clipboard().setText(key)
    dialog.offer("web/token")
    QTest.keyClick(dialog.entry.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog.entry.edit.text() == "" and dialog.entry.edit.placeholderText() == "3 lines were pasted"
    dialog.go.click()
    assert core.sent("secret.set")["value"] == key and dialog.entry.edit.value() == ""
    QGuiApplication.clipboard().clear()


def test_nothing_of_a_value_can_be_copied(dialog: SecretsDialog) -> None:
    QGuiApplication.clipboard().setText("before")
    dialog.new.click()
    QTest.keyClicks(dialog.entry.edit, CANARY)
    dialog.entry.edit.selectAll()
    for key in (Qt.Key.Key_C, Qt.Key.Key_X):
        QTest.keyClick(dialog.entry.edit, key, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "before"
    QGuiApplication.clipboard().clear()


def test_a_name_that_is_taken_or_missing_is_said_before_anything_is_sent(
    dialog: SecretsDialog, core: SecretCore
) -> None:
    dialog.new.click()
    dialog.go.click()
    assert "needs a name" in dialog.said.text()
    QTest.keyClicks(dialog.name, "ai/key")
    dialog.go.click()
    assert "replace it instead" in dialog.said.text() and "secret.set" not in core.names_asked()


def test_deleting_names_the_users_first(dialog: SecretsDialog, core: SecretCore) -> None:
    choose(dialog, "ai/key")
    dialog.delete.click()
    assert dialog.pages.currentIndex() == DELETE
    assert "used by AI companion" in dialog.question.text() and "secret.delete" not in core.names_asked()
    dialog.go.click()
    assert core.sent("secret.delete") == {"name": "ai/key", "force": True, "by": "ui"}
    assert dialog.said.text() == "ai/key is deleted."


def test_a_locked_keyring_is_unlocked_by_the_system_and_the_dialog_says_so(
    application: TrayApplication, core: SecretCore
) -> None:
    core.keyring = "locked"
    dialog = application.desk.show("secrets", "")
    assert isinstance(dialog, SecretsDialog) and dialog.state.text().startswith(
        "The system's keyring is locked."
    )
    kept: list[Callable[[Any], None]] = []
    core.query = lambda name, params, on_result, on_error: kept.append(on_result)  # type: ignore[method-assign]
    dialog.unlock.click()
    assert "in a window of its own" in dialog.said.text() and not dialog.unlock.isEnabled()
    kept[0]({"unlocked": "keyring"})
    assert dialog.said.text() == "The keyring is unlocked."


def test_a_file_is_made_with_a_passphrase_typed_twice(application: TrayApplication, core: SecretCore) -> None:
    core.keyring = "unavailable"
    dialog = application.desk.show("secrets", "")
    assert isinstance(dialog, SecretsDialog) and dialog.unlock.text() == "Set &up a file…"
    dialog.unlock.click()
    assert dialog.pages.currentIndex() == PASSPHRASE and "without it the secrets" in dialog.about_file.text()
    QTest.keyClicks(dialog.passphrase.edit, CANARY)
    dialog.go.click()
    assert dialog.said.text() == "The two are not the same." and "secret.unlock" not in core.names_asked()
    QTest.keyClicks(dialog.passphrase.again, CANARY)
    dialog.go.click()
    assert core.sent("secret.unlock") == {"passphrase": CANARY, "by": "ui"} and CANARY not in held(dialog)
    assert dialog.lock.isVisible()
    dialog.lock.click()
    assert core.names_asked().count("secret.lock") == 1 and dialog.unlock.isVisible()


@pytest.mark.parametrize(
    ("state", "file", "tone", "can"),
    [
        ("ready", "none", Tone.GOOD, set()),
        ("locked", "none", Tone.BAD, {"unlock_keyring", "make_file"}),
        ("unavailable", "locked", Tone.BAD, {"unlock_file"}),
        ("timed_out", "unlocked", Tone.WARN, {"lock_file"}),
        ("denied", "none", Tone.BAD, {"make_file"}),
    ],
)
def test_every_state_of_the_places_has_its_words_and_its_ways_on(
    state: str, file: str, tone: Tone, can: set[str]
) -> None:
    found = keeping(
        {"keyring": {"state": state, "backend": None, "text": ""}, "file": file, "waiting": {"web": "x"}},
        True,
    )
    offered = {
        name for name in ("unlock_keyring", "make_file", "unlock_file", "lock_file") if getattr(found, name)
    }
    assert (found.tone, offered) == (tone, can) and found.text.endswith(".")


@pytest.mark.parametrize(
    ("waiting", "used", "symbol", "tone"),
    [
        ({}, False, Symbol.RING, Tone.CALM),
        ({}, True, Symbol.TRIANGLE, Tone.WARN),
        ({"web": "waits for web/token"}, True, Symbol.SQUARE, Tone.BAD),
    ],
)
def test_a_locked_keyring_is_trouble_only_for_who_needs_it(
    waiting: dict[str, str], used: bool, symbol: Symbol, tone: Tone
) -> None:
    status = {"keyring": {"state": "locked", "backend": None}, "file": "none", "waiting": waiting}
    found = keeping(status, used)
    assert (found.symbol, found.tone) == (symbol, tone) and found.unlock_keyring


def test_without_secrets_the_dialog_tells_how_one_is_asked_for(
    application: TrayApplication, core: SecretCore
) -> None:
    core.secrets.clear()
    dialog = application.desk.show("secrets", "")
    assert isinstance(dialog, SecretsDialog)
    assert dialog.list.empty.isVisible() and '{ secret = "name" }' in dialog.list.empty.text()


def test_from_a_module_the_one_dialog_shows_what_that_misses(
    application: TrayApplication, core: SecretCore, dialog: SecretsDialog
) -> None:
    choose(dialog, "old")
    assert application.desk.show("secrets", "web") is dialog
    chosen = dialog.list.chosen()
    assert chosen is not None and chosen.name == "web/token"
    core.secrets["zz"] = {"kept_in": None, "used_by": ["backup"]}
    dialog.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    again = application.desk.show("secrets", "backup")
    assert isinstance(again, SecretsDialog)
    chosen = again.list.chosen()
    assert chosen is not None and chosen.name == "zz"
