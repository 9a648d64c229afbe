"""About and diagnostics: all that `doctor` says, to be copied without what is private."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot

from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.dialogs.about import ABOUT, DIAGNOSTICS, LICENCES, AboutDialog
from skelly_tray.ui.present.diagnostics import packages_used, redacted
from tests.ui.fake_core import FakeCore

ANSWER: dict[str, Any] = {
    "platform": {"skelly_tray": "0.1.0", "root": False, "session": {"QT_QPA_PLATFORM": "offscreen"}},
    "keyring": {"backend": None, "state": "locked"},
    "paths": {
        "config": {"path": "~/c", "exists": True},
        "logs": {"path": f"{Path.home()}/l", "exists": True},
        "orchestrator_lock_held": True,
    },
}


def opened(application: TrayApplication, kind: str) -> AboutDialog:
    dialog = application.desk.show(kind, "")
    assert isinstance(dialog, AboutDialog)
    return dialog


def test_it_tells_version_processes_and_folders(application: TrayApplication, core: FakeCore) -> None:
    core.answers["diagnostics"] = ANSWER
    dialog = opened(application, "about")
    assert dialog.tabs.currentIndex() == ABOUT and dialog.version.text() == "Skelly Tray 0.1.0"
    assert "pid 4700" in dialog.processes.text() and "pid 4701" in dialog.processes.text()
    assert "Configuration: ~/c" in dialog.places.text()


def test_the_diagnostics_are_copied_without_the_name_of_the_user(
    application: TrayApplication, core: FakeCore
) -> None:
    core.answers["diagnostics"] = ANSWER
    dialog = opened(application, "diagnostics")
    assert dialog.tabs.currentIndex() == DIAGNOSTICS
    dialog.copy.click()
    text = QGuiApplication.clipboard().text()
    assert "  session QT QPA PLATFORM  offscreen" in text and "backend  none" in text
    assert "logs path               ~/l" in text and str(Path.home()) not in text
    assert dialog.copy.text() == "Copied"


def test_the_log_folder_is_opened_where_it_is(
    application: TrayApplication, core: FakeCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    core.answers["diagnostics"] = ANSWER
    asked: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", asked.append)
    opened(application, "about").logs.click()
    assert [url.toLocalFile() for url in asked] == [f"{Path.home()}/l"]


def test_a_core_that_does_not_know_says_so_and_offers_nothing(
    application: TrayApplication, core: FakeCore
) -> None:
    core.errors["diagnostics"] = "the core does not answer"
    dialog = opened(application, "diagnostics")
    assert "the core does not answer" in dialog.text.toPlainText() and not dialog.copy.isEnabled()


def test_every_package_we_are_built_on_is_named_with_its_licence(
    application: TrayApplication, core: FakeCore, qtbot: QtBot
) -> None:
    core.answers["diagnostics"] = ANSWER
    dialog = opened(application, "about")
    dialog.tabs.setCurrentIndex(LICENCES)
    assert {"keyring", "psutil"} <= set(packages_used())
    qtbot.waitUntil(lambda: "tomlkit" in dialog.licences.text.toPlainText(), timeout=5000)
    lines = dialog.licences.text.toPlainText().splitlines()
    assert all(" · " in line and not line.endswith("· ") for line in lines)
    assert any(line.startswith("keyring ") and line.endswith("MIT") for line in lines)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/people/me/x /people/me", "~/x ~"),
        ("/people/melinda/x", "/people/melinda/x"),
        ("/people/me.d", "/people/me.d"),
    ],
)
def test_only_the_folder_of_the_user_is_hidden(text: str, shown: str) -> None:
    assert redacted(text, "/people/me") == shown and redacted(text, "/") == text
