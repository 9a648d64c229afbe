"""Draws the dialogs in their states, light and dark, large and small, for people to look at.

`python -m tests.screenshots_dialogs FOLDER [NAME…]` writes PNG files; it needs no display.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from skelly_tray.config.home import find_home
from skelly_tray.domain.status import ModuleState, SystemStatus
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.dialogs.about import AboutDialog
from skelly_tray.ui.dialogs.acting import ActDialog
from skelly_tray.ui.dialogs.add_module import AddModuleDialog
from skelly_tray.ui.dialogs.config import ConfigDialog
from skelly_tray.ui.dialogs.import_file import ImportDialog
from skelly_tray.ui.dialogs.secrets import SecretsDialog
from tests.ui.fake_config_core import FakeConfigUiCore
from tests.ui.fake_core import calm_modules, running, snapshot
from tests.ui.test_about import ANSWER as ABOUT_ANSWER
from tests.ui.test_add_module import AddingCore
from tests.ui.test_config_dialog import TEXT
from tests.ui.test_secrets_dialog import SecretCore

LONG = "A module with a name that nobody would give to anything but that somebody will, some day, for sure"
SMALL = (600, 400)
SHOP = Path(__file__).with_name("config") / "imports" / "samples"


class Studio:
    """One application in one theme, over files in a folder of its own."""

    def __init__(self, app: QApplication, theme: str, place: Path, folder: Path) -> None:
        home = find_home(str(place / "home"))
        home.create()
        (home.modules_dir / "ai.toml").write_text(TEXT)
        self.core = FakeConfigUiCore(home, snapshot())
        self.tray = TrayApplication(
            app, self.core, state_dir=place, theme=theme, start_hidden=True, host_grace_ms=10**6
        )
        self.app, self.place, self.theme, self.folder = app, place, theme, folder

    def save(self, widget: QWidget, name: str) -> None:
        QTest.qWait(150)
        widget.grab().save(str(self.folder / f"{name}-{self.theme}.png"))
        print(self.folder / f"{name}-{self.theme}.png")

    def both_sizes(self, widget: QWidget, name: str) -> None:
        size = widget.size()
        self.save(widget, name)
        widget.resize(*SMALL)
        self.save(widget, f"{name}-small")
        widget.resize(size)


def draw_acting(studio: Studio) -> None:
    core = studio.core
    core.answers["impact"] = {
        "also": {
            "ai": "will be restarted after it, it depends on storage",
            "analysis": "keeps running, it depends on storage",
        }
    }
    dialog = studio.tray.desk.show("restart_how", "storage")
    assert isinstance(dialog, ActDialog)
    studio.both_sizes(dialog, "restart")
    dialog.confirm.click()
    core.change("storage", state=ModuleState.STOPPING, ready=False, kill_in_s=4.0)
    studio.both_sizes(dialog, "restart-stopping")
    core.change(
        "storage", state=ModuleState.RUNNING, ready=True, kill_in_s=None, incarnation=9, since="x", pid=88
    )
    core.change(
        "ai", state=ModuleState.FAILED, ready=False, reason='exit 1, "no model"', since="y", incarnation=None
    )
    studio.save(dialog, "restart-failed")
    dialog.close()
    core.publish(snapshot(modules={"web": replace(calm_modules()["web"], name=LONG)}))
    studio.both_sizes(studio.tray.desk.show("stop_how", "web"), "stop-long-name")
    core.publish(snapshot())
    studio.save(studio.tray.desk.show("stop_how", ""), "stop-all")


def draw_config(studio: Studio) -> None:
    core = studio.core
    dialog = studio.tray.desk.show("config", "ai")
    assert isinstance(dialog, ConfigDialog)
    for row in range(dialog.edit.form.list.count()):
        dialog.edit.form.list.setCurrentRow(row)
        studio.save(dialog, f"config-form-{row}")
    dialog.edit.form.list.setCurrentRow(0)
    studio.both_sizes(dialog, "config-form")
    text = dialog.edit.read().text
    dialog.edit.text.setPlainText(
        text.replace('"30s"', '"soon"').replace("8126\n", '"many"\n') + "[limts]\n[x]\n"
    )
    dialog.edit.text.document().setModified(True)
    dialog.edit.look_over()
    dialog.edit.form.list.setCurrentRow(2)
    studio.both_sizes(dialog, "config-errors")
    dialog.edit.setCurrentWidget(dialog.edit.text)
    studio.both_sizes(dialog, "config-text")
    dialog.edit.text.setPlainText(text.replace('"30s"', '"45s"'))
    dialog.edit.text.document().setModified(True)
    dialog.edit.look_over()
    (core.home.modules_dir / "ai.toml").write_text(TEXT + "# more\n")
    core.tell(None, "config_changed", verdict="applied")
    studio.both_sizes(dialog, "config-outside")
    dialog.keep_mine.click()
    core.report |= {
        "changed": ["ai", "web"],
        "restarts": ["ai"],
        "trial_s": 30.0,
        "warnings": ["Mind the gap"],
    }
    dialog.save.click()
    studio.both_sizes(dialog, "config-review")
    dialog.commit.click()
    core.change("ai", config={"state": "trial", "ends_in_s": 12.0, "why": "", "since": None})
    studio.both_sizes(dialog, "config-trial")
    core.judge("rolled_back", "ai: its liveness probe missed 2 times: connection refused by 127.0.0.1:8126")
    dialog.outcome._look()
    studio.both_sizes(dialog, "config-rolled-back")
    dialog.back.click()
    dialog.edit.setCurrentWidget(dialog.history)
    studio.both_sizes(dialog, "config-history")
    dialog.history.back.click()
    studio.both_sizes(dialog, "config-back")


def draw_secrets(studio: Studio) -> None:
    core = SecretCore()
    tray = TrayApplication(
        studio.app, core, state_dir=studio.place, theme=studio.theme, start_hidden=True, host_grace_ms=10**6
    )
    dialog = tray.desk.show("secrets", "")
    assert isinstance(dialog, SecretsDialog)
    studio.both_sizes(dialog, "secrets")
    dialog.new.click()
    dialog.name.setText("web/token")
    dialog.entry.edit.setText("a value")
    studio.both_sizes(dialog, "secrets-store")
    dialog.go.click()
    studio.save(dialog, "secrets-stored")
    dialog.delete.click()
    studio.save(dialog, "secrets-delete")
    dialog.cancel.click()
    core.keyring = "unavailable"
    core.secrets.clear()
    dialog.look()
    studio.both_sizes(dialog, "secrets-empty")
    dialog.unlock.click()
    studio.both_sizes(dialog, "secrets-passphrase")
    tray.close()


def draw_adding(studio: Studio) -> None:
    home = find_home(str(studio.place / "empty"))
    home.create()
    core = AddingCore(home, snapshot(SystemStatus.STOPPED, {}))
    tray = TrayApplication(
        studio.app, core, state_dir=studio.place, theme=studio.theme, start_hidden=True, host_grace_ms=10**6
    )
    dialog = tray.desk.show("add_module", "")
    assert isinstance(dialog, AddModuleDialog)
    studio.both_sizes(dialog, "add")
    QTest.keyClicks(dialog.line, "python3 -m http.server 8000 | tee log")
    QTest.keyClicks(dialog.folder, "srv")
    dialog.check()
    studio.both_sizes(dialog, "add-wrong")
    dialog.folder.setText("/srv/www")
    QTest.keyClicks(dialog.line, "x")
    dialog.check()
    studio.save(dialog, "add-filled")
    dialog.add.click()
    core.ports = (8000, 8001)
    core.publish(snapshot(modules={"server": running("Server")}))
    dialog.trial.look()
    studio.both_sizes(dialog, "add-running")
    tray.close()


def draw_importing(studio: Studio) -> None:
    home = find_home(str(studio.place / "importing"))
    home.create()
    (home.modules_dir / "db.toml").write_text('command = ["sleep", "9"]\n')
    core = FakeConfigUiCore(home, snapshot(SystemStatus.STOPPED, {}))
    tray = TrayApplication(
        studio.app, core, state_dir=studio.place, theme=studio.theme, start_hidden=True, host_grace_ms=10**6
    )
    dialog = tray.desk.show("import_file", "")
    assert isinstance(dialog, ImportDialog)
    studio.both_sizes(dialog, "import")
    core.errors["import.plan"] = "Procfile cannot be imported: it has no processes"
    dialog.open_file(str(SHOP / "Procfile"))
    studio.save(dialog, "import-refused")
    core.errors.clear()
    dialog.open_file(str(SHOP / "compose.yaml"))
    studio.both_sizes(dialog, "import-found")
    dialog.taken.setCurrentIndex(1)
    dialog.taken.activated.emit(1)
    dialog.resize(720, 900)
    studio.save(dialog, "import-replacing")
    dialog.resize(720, 600)
    dialog.open_file(str(SHOP / "process-compose.yaml"))
    studio.save(dialog, "import-more")
    dialog.go.click()
    core.publish(snapshot(modules={"migrate": running("migrate", pid=4811), "web": running("web", pid=4812)}))
    studio.both_sizes(dialog, "import-done")
    core.judge("rolled_back", "web: its liveness probe missed 2 times: connection refused by 127.0.0.1:8080")
    dialog.outcome.look()
    studio.save(dialog, "import-rolled-back")
    tray.close()


def draw_about(studio: Studio) -> None:
    studio.core.answers["diagnostics"] = {
        **ABOUT_ANSWER,
        "limits": {
            "rungs": {"systemd_scope": "no: systemd does not run this machine", "freeze": "available (CPU)"}
        },
    }
    dialog = studio.tray.desk.show("about", "")
    assert isinstance(dialog, AboutDialog)
    for page, name in enumerate(("about", "about-diagnostics", "about-licences")):
        dialog.tabs.setCurrentIndex(page)
        studio.both_sizes(dialog, name)


VIEWS: dict[str, Callable[[Studio], None]] = {
    "acting": draw_acting,
    "config": draw_config,
    "secrets": draw_secrets,
    "adding": draw_adding,
    "importing": draw_importing,
    "about": draw_about,
}


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    app.setFont(QFont("Inter", 10))
    draw_dialogs(app, folder, arguments[1:])
    return 0


def draw_dialogs(app: QApplication, folder: Path, names: Sequence[str] = ()) -> None:
    """names: of VIEWS; none: all of them."""
    for theme in ("light", "dark"):
        for name in names or VIEWS:
            with tempfile.TemporaryDirectory() as place:
                studio = Studio(app, theme, Path(place), folder)
                VIEWS[name](studio)
                studio.tray.close()
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    with tempfile.TemporaryDirectory() as place:
        (folder / "rtl").mkdir(exist_ok=True)
        studio = Studio(app, "light", Path(place), folder / "rtl")
        for name in names or VIEWS:
            VIEWS[name](studio)
        studio.tray.close()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
