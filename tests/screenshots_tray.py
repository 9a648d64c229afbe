"""Draws the icon in all its states and the menu with its submenus, for `tests.screenshots`.

`python -m tests.screenshots_tray FOLDER` draws these alone; it needs no display.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from skelly_tray.domain.status import ModuleState, SystemStatus
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.icon_drawing import draw, draw_mask
from skelly_tray.ui.icons import SIZES
from skelly_tray.ui.present.headline import Mood
from skelly_tray.ui.present.words import tr, trn
from tests.ui.fake_changes import changed_modules
from tests.ui.fake_core import FakeCore, ago, recovering_modules, running, snapshot, trash_of, troubled

PANELS = ("#FFFFFF", "#DFE3E8", "#2B2F36", "#000000")
DESK = "#77787C"
GAP = 10

Draw = Callable[..., QImage]


def icon_sheet() -> QImage:
    """Every state in every size, awake and snoozed, on light and on dark panels; at last as a mask."""
    faces = [(mood, snoozed) for snoozed in (False, True) for mood in Mood]
    width, height = sum(size + GAP for size in SIZES) + GAP, max(SIZES) + GAP
    columns: list[tuple[str, Draw]] = [*((panel, draw) for panel in PANELS), ("#F6F6F6", draw_mask)]
    sheet = QImage(width * len(columns), height * len(faces), QImage.Format.Format_RGB32)
    painter = QPainter(sheet)
    for column, (panel, drawn) in enumerate(columns):
        painter.fillRect(QRect(column * width, 0, width, sheet.height()), QColor(panel))
        for row, (mood, snoozed) in enumerate(faces):
            x = column * width + GAP
            for size in SIZES:
                painter.drawImage(x, row * height + (height - size) // 2, drawn(mood, size, snoozed=snoozed))
                x += size + GAP
    painter.end()
    return sheet


def menus(tray: TrayApplication, *path: str) -> QPixmap:
    """The menu, and beside it each submenu on the way that these texts name."""
    shown: list[QMenu] = [tray.menu]
    tray.menu.popup(QPoint(0, 0))
    for text in path:
        action = next(a for a in shown[-1].actions() if a.isVisible() and text in a.text() and a.menu())
        shown[-1].setActiveAction(action)
        submenu = action.menu()
        assert isinstance(submenu, QMenu)
        submenu.popup(QPoint(sum(menu.width() for menu in shown), 0))
        shown.append(submenu)
    QTest.qWait(50)
    sheet = QPixmap(
        sum(menu.width() + GAP for menu in shown) + GAP, max(menu.height() for menu in shown) + 2 * GAP
    )
    sheet.fill(QColor(DESK))
    painter, x = QPainter(sheet), GAP
    for menu in shown:
        painter.drawPixmap(x, GAP, menu.grab())
        x += menu.width() + GAP
    painter.end()
    for menu in reversed(shown):
        menu.hide()
    return sheet


def draw_tray(tray: TrayApplication, core: FakeCore, keep: Callable[[QPixmap, str], None]) -> None:
    """The menu in trouble and calm, with notifications put off, with changed settings, and with 40 modules."""
    menu = tray.menu
    menu.settings_asked.connect(lambda: None)
    menu.help_asked.connect(lambda _what: None)
    core.publish(troubled())
    keep(menus(tray, "AI companion"), "menu-trouble")
    core.trash = trash_of("storage")
    core.tell("storage", "recovery", errand="reset", ok=True)
    keep(menus(tray, trn("1 healthy", "{n} healthy", 2), "Storage"), "menu-folded")
    core.publish(snapshot())
    keep(menus(tray, trn("1 healthy", "{n} healthy", 8), "Web server"), "menu-healthy")
    keep(menus(tray, tr("Help")), "menu-help")
    tray.snooze.for_seconds(3600)
    keep(
        menus(tray, tr("Notifications are put off until {time}", time="|").partition("|")[0]), "menu-snoozed"
    )
    tray.snooze.end()
    core.publish(snapshot(SystemStatus.DEGRADED, changed_modules()))
    keep(menus(tray, "AI companion"), "menu-configuration")
    core.publish(snapshot(SystemStatus.DEGRADED, recovering_modules()))
    keep(menus(tray, "Analysis"), "menu-recovering")
    failed = {
        "state": ModuleState.FAILED,
        "since": ago(90),
        "retry_in_s": 30.0,
        "reason": "exit 1: no such file",
    }
    many = {f"m{n}": running(f"Module {n + 1}", **(failed if n < 14 else {})) for n in range(40)}
    core.publish(snapshot(SystemStatus.CRITICAL, many))
    keep(menus(tray, trn("1 more in trouble", "{n} more in trouble", 5)), "menu-many")


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    app.setFont(QFont("Inter", 10))
    icon_sheet().save(str(folder / "icons.png"))
    for theme in ("light", "dark"):
        with tempfile.TemporaryDirectory() as state:
            core = FakeCore(troubled())
            tray = TrayApplication(app, core, state_dir=Path(state), theme=theme, host_grace_ms=10**7)

            def keep(picture: QPixmap, name: str, theme: str = theme) -> None:
                picture.save(str(folder / f"{name}-{theme}.png"))

            draw_tray(tray, core, keep)
            tray.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
