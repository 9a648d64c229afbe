"""Draws the window, the dialogs and the menu, light and dark, large and small, for people to look at.

`python -m tests.screenshots FOLDER [LANGUAGE] [rtl]` writes PNG files; it needs no display. LANGUAGE: `en`, `de`, or
`pseudo` for texts with accents that are longer than English. rtl: from right to left. In its folders `views` and
`views-200` is every view with 8 and with 40 modules, at 100 % and (in English) at 200 %.
"""

from __future__ import annotations

import os
import sys
import tempfile
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from skelly_tray.domain.status import SystemHealth, SystemStatus
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.dialogs.trash import TrashDialog
from skelly_tray.ui.languages import LANGUAGES, use
from skelly_tray.ui.present.words import speak
from tests.screenshots_dialogs import draw_dialogs
from tests.screenshots_focus import draw_focus
from tests.screenshots_modules import draw_modules
from tests.screenshots_session import draw_session
from tests.screenshots_settings import draw_settings
from tests.screenshots_system import draw_graph, draw_system
from tests.screenshots_tray import draw_tray, icon_sheet
from tests.screenshots_views import draw_twice_as_large, draw_views
from tests.tools.pseudo import PSEUDO
from tests.ui.fake_changes import changed_modules
from tests.ui.fake_core import FakeCore, recovering_modules, snapshot, trash_of, troubled

SETTLE_MS = 120


def settle(milliseconds: int = SETTLE_MS) -> None:
    QTest.qWait(milliseconds)


def save(widget: QWidget, folder: Path, name: str) -> None:
    settle()
    keep(widget.grab(), folder, name)


def keep(picture: QPixmap | QImage, folder: Path, name: str) -> None:
    picture.save(str(folder / f"{name}.png"))
    print(folder / f"{name}.png")


def empty() -> SystemHealth:
    return snapshot(SystemStatus.STOPPED, {})


def draw(app: QApplication, theme: str, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as state:
        core = FakeCore(troubled())
        tray = TrayApplication(app, core, state_dir=Path(state), theme=theme, start_hidden=False)
        window = tray.window
        assert window is not None
        window.table.choose("analysis")
        # Time for the curves: their library is loaded after the window has been shown.
        settle(1500)
        save(window, folder, f"window-trouble-{theme}")
        core.publish(snapshot())
        window.table.choose("storage")
        settle(1100)
        save(window, folder, f"window-healthy-{theme}")
        draw_modules(tray, core, lambda widget, name: save(widget, folder, f"{name}-{theme}"))
        window.resize(680, 560)
        save(window, folder, f"window-small-{theme}")
        core.publish(empty())
        save(window, folder, f"window-empty-{theme}")
        core.publish(troubled())
        for kind in ("logs", "why"):
            dialog = tray.desk.show(kind, "ai")
            settle(300)
            save(dialog, folder, f"dialog-{kind}-{theme}")
        draw_recovery(tray, core, theme, folder)
        draw_configuration(tray, core, theme, folder)
        for draw_page in (draw_graph, draw_system):
            draw_page(tray, core, lambda widget, name: save(widget, folder, f"{name}-{theme}"))
        draw_tray(tray, core, lambda picture, name: keep(picture, folder, f"{name}-{theme}"))
        tray.close()
        settle()


def draw_recovery(tray: TrayApplication, core: FakeCore, theme: str, folder: Path) -> None:
    """What is shown and offered when something is brought back."""
    window = tray.window
    assert window is not None
    core.trash = trash_of("storage")
    core.tell("storage", "recovery", errand="reset", ok=True)
    core.publish(snapshot(SystemStatus.DEGRADED, recovering_modules()))
    window.table.choose("web")
    for name, size in (("small", (600, 480)), ("large", (1120, 720))):
        window.resize(*size)
        save(window, folder, f"recovering-{name}-{theme}")
    window.table.choose("storage")
    window.table.menu_asked.emit("storage", window.pos())
    for menu in window.findChildren(QMenu):
        if menu.isVisible():
            save(menu, folder, f"module-menu-{theme}")
            menu.hide()
    for kind in ("what_if", "trash"):
        dialog = tray.desk.show(kind, "storage")
        for name, size in (("large", dialog.size()), ("small", dialog.minimumSize())):
            dialog.resize(size)
            save(dialog, folder, f"dialog-{kind}-{name}-{theme}")
        dialog.resize(540, 420)
        if isinstance(dialog, TrashDialog):
            dialog.bring_back.click()
            save(dialog, folder, f"dialog-trash-done-{theme}")
            core.errors["trash.restore"] = "no answer to trash.restore within 30.0 s"
            dialog.bring_back.click()
            save(dialog, folder, f"dialog-trash-failed-{theme}")
    core.publish(troubled())


def draw_configuration(tray: TrayApplication, core: FakeCore, theme: str, folder: Path) -> None:
    """What is shown of a configuration that is on trial or not in effect, and of a secret that is missing."""
    window = tray.window
    assert window is not None
    core.publish(snapshot(SystemStatus.DEGRADED, changed_modules()))
    for module in ("analysis", "web"):
        window.table.choose(module)
        for name, size in (("small", (600, 480)), ("large", (1120, 720))):
            window.resize(*size)
            save(window, folder, f"configuration-{module}-{name}-{theme}")
    core.publish(troubled())


def main(arguments: list[str]) -> int:
    if not 1 <= len(arguments) <= 3 or not set(arguments[1:]) <= {*LANGUAGES, "pseudo", "rtl"}:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    app.setFont(QFont("Inter", 10))
    for wish in arguments[1:]:
        if wish == "rtl":
            app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        elif wish == "pseudo":
            speak(PSEUDO)
        else:
            use(wish)
    keep(icon_sheet(), folder, "icons")
    for theme in ("light", "dark"):
        draw(app, theme, folder)
        draw_focus(app, theme, lambda widget, name, t=theme: save(widget, folder, f"{name}-{t}"))  # type: ignore[misc]
        draw_session(app, theme, lambda picture, name, t=theme: keep(picture, folder, f"{name}-{t}"))  # type: ignore[misc]
    draw_dialogs(app, folder)
    draw_settings(app, folder)
    for place, draw_all in (("views", partial(draw_views, app)), ("views-200", draw_twice_as_large)):
        (folder / place).mkdir(exist_ok=True)
        draw_all(folder / place)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
