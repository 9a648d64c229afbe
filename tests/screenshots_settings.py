"""Draws the settings window and the guide, light and dark, large and small, for people to look at.

`python -m tests.screenshots_settings FOLDER [NAME…]` writes PNG files; it needs no display.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from skelly_tray.config.autostart import AutostartState, Start
from skelly_tray.config.home import find_home
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.dialogs.config_fields import LineEditor
from skelly_tray.ui.settings.window import SettingsWindow
from tests.ui.fake_core import snapshot
from tests.ui.fake_settings_core import FakeSettingsCore
from tests.ui.test_about import ANSWER

SMALL = (600, 400)
TEXT = """# As on my machine.
parallel_startup = true
health_check_interval = "5s"
recovery_backoff = "2s"

[ui]
theme = "system"

[notifications]
muted = ["backup"]
"""


class Login:
    """Start at login as a desktop without surprises has it."""

    def __init__(self) -> None:
        self.on = True

    def state(self) -> AutostartState:
        return AutostartState(Start.ON if self.on else Start.OFF, "skelly-tray.desktop")

    def turn(self, on: bool) -> AutostartState:
        self.on = on
        return self.state()


class Studio:
    """One application in one theme, over files in a folder of its own."""

    def __init__(self, app: QApplication, theme: str, place: Path, folder: Path) -> None:
        home = find_home(str(place / "home"))
        home.create()
        home.orchestrator_file.write_text(TEXT)
        for module in ("ai", "analysis", "backup", "storage", "web"):
            more = "enabled = false\n" if module == "backup" else ""
            (home.modules_dir / f"{module}.toml").write_text(f'command = ["sleep", "1"]\n{more}')
        self.core = FakeSettingsCore(home, snapshot())
        self.core.answers["diagnostics"] = ANSWER
        self.login = Login()
        self.tray = TrayApplication(
            app, self.core, state_dir=place, theme=theme, start_hidden=True, host_grace_ms=10**6,
            autostart=lambda: self.login,
        )  # fmt: skip
        self.theme, self.folder = theme, folder

    @property
    def window(self) -> SettingsWindow:
        return cast(SettingsWindow, self.tray.desk.show("settings"))

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


def type_into(window: SettingsWindow, key: str, text: str) -> None:
    page = window.page
    assert page is not None
    editor = page.rows[key].editor
    assert isinstance(editor, LineEditor)
    editor.edit.selectAll()
    QTest.keyClicks(editor.edit, text)
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)


def draw_pages(studio: Studio) -> None:
    for row in range(studio.window.list.count()):
        studio.window.list.setCurrentRow(row)
        studio.both_sizes(studio.window, f"settings-{row}")


def draw_changes(studio: Studio) -> None:
    window, core = studio.window, studio.core
    window.show_page("monitoring")
    core.override("orchestrator.unhealthy_threshold", 5)
    type_into(window, "health_check_timeout", "soon")
    core.report |= {"trial_s": 30.0, "changed": ["analysis"]}
    core.change("analysis", config={"state": "trial", "ends_in_s": 12.0, "why": "", "since": None})
    type_into(window, "health_check_interval", "7s")
    studio.both_sizes(window, "settings-changes")
    core.errors["config.set"] = "the connection to the supervisor was lost"
    type_into(window, "sample_interval", "2s")
    studio.save(window, "settings-lost")
    del core.errors["config.set"]
    core.write("health_check_interval = 5 s\n")
    studio.both_sizes(window, "settings-invalid")


def draw_search(studio: Studio) -> None:
    window = studio.window
    QTest.keyClicks(window.search, "log")
    studio.both_sizes(window, "settings-search")
    window.search.setText("nothing of the kind")
    studio.save(window, "settings-search-nothing")
    window.show_page("notifications", "notifications.after")
    studio.save(window, "settings-found")


def draw_guide(studio: Studio) -> None:
    studio.both_sizes(studio.tray.desk.show("guide"), "guide")


VIEWS: dict[str, Callable[[Studio], None]] = {
    "pages": draw_pages,
    "changes": draw_changes,
    "search": draw_search,
    "guide": draw_guide,
}


def draw_settings(app: QApplication, folder: Path, names: Sequence[str] = ()) -> None:
    """names: of VIEWS; none: all of them."""
    for theme in ("light", "dark"):
        for name in names or VIEWS:
            with tempfile.TemporaryDirectory() as place:
                studio = Studio(app, theme, Path(place), folder)
                VIEWS[name](studio)
                studio.tray.close()


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    app.setFont(QFont("Inter", 10))
    draw_settings(app, folder, arguments[1:])
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
