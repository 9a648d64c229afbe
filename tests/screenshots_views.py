"""Draws every view that the registries know, with 8 and with 40 modules, light and dark, as it opens and as small as it
goes; and the pictures of the README.

`python -m tests.screenshots_views FOLDER` writes PNG files, with QT_SCALE_FACTOR=2 at 200 %; `… FOLDER best` writes
those of `resources/screenshots`. It needs no display.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QFont, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from skelly_tray.domain.status import SystemStatus
from skelly_tray.ui.dialogs.import_file import ImportDialog
from tests.screenshots_dialogs import SHOP
from tests.screenshots_tray import menus
from tests.ui.fake_core import calm_modules, snapshot, troubled
from tests.ui.measuring.stage import FEW, MANY, MODULE, Stage, sizes_of

SHOWN = ("window", "window-dark", "why-dark", "graph", "settings", "import-dark")
"""By the README, beside the menu."""
BEST_COMPRESSION = 0
"""Of Qt's PNG writer, which calls it quality."""


def draw_views(app: QApplication, folder: Path) -> None:
    for theme in ("light", "dark"):
        for count in (FEW, MANY):
            with tempfile.TemporaryDirectory() as place:
                stage = Stage(app, Path(place), theme, count)
                for view in stage.views():
                    opened = view.window.size()
                    name = re.sub(r"\W+", "-", f"{view.kind}-{view.name}").strip("-").lower()
                    for size in ("as it opens", "least"):
                        view.window.resize(sizes_of(view.window)[size] if size == "least" else opened)
                        stage.settle()
                        of_size = "" if size != "least" else "-least"
                        keep(view.window.grab(), folder, f"{name}-{count}{of_size}-{theme}")
                    view.window.resize(opened)
                stage.close()


def draw_twice_as_large(folder: Path) -> None:
    """In a process of its own: the factor holds for all of an application."""
    environment = {**os.environ, "QT_SCALE_FACTOR": "2"}
    command = [sys.executable, "-m", "tests.screenshots_views", str(folder)]
    subprocess.run(command, env=environment, check=True)


def draw_best(app: QApplication, folder: Path) -> None:
    """What the README shows."""
    for theme in ("light", "dark"):
        ending = "" if theme == "light" else "-dark"
        with tempfile.TemporaryDirectory() as place:
            stage = Stage(app, Path(place), theme, FEW)
            window = stage.window
            modules = {**calm_modules(), "analysis": troubled().modules["analysis"]}
            stage.core.publish(snapshot(SystemStatus.DEGRADED, modules))
            window.resize(1180, 720)
            window.choose_module("storage")
            stage.beat()
            QTest.qWait(1500)
            shown(window, folder, f"window{ending}")
            stage.core.publish(troubled())
            window.choose_module(MODULE, "why")
            stage.beat()
            shown(window, folder, f"why{ending}")
            window.show_page("graph")
            stage.beat()
            shown(window, folder, f"graph{ending}")
            settings = stage.tray.desk.show("settings")
            QTest.qWait(300)
            shown(settings, folder, f"settings{ending}")
            settings.close()
            shown(shop_to_import(stage), folder, f"import{ending}")
            if theme == "light":
                keep(menus(stage.tray, "AI companion"), folder, "menu")
            stage.close()


def shop_to_import(stage: Stage) -> QWidget:
    """The shop of the samples, as somebody has it in a folder of the home."""
    dialog = stage.tray.desk.show("import_file")
    assert isinstance(dialog, ImportDialog)
    folder = str(stage.core.home.modules_dir)
    dialog.open_file(str(SHOP / "process-compose.yaml"))
    dialog.file.setText("~/shop/process-compose.yaml")
    dialog.where.setText(dialog.where.text().replace(folder, "~/.config/skelly-tray/modules"))
    dialog.resize(720, 620)
    QTest.qWait(100)
    return dialog


def shown(window: QWidget, folder: Path, name: str) -> None:
    """Without the mark of the keys."""
    if (focus := window.focusWidget()) is not None:
        focus.clearFocus()
    QTest.qWait(50)
    if name in SHOWN:
        keep(window.grab(), folder, name)


def keep(picture: QPixmap, folder: Path, name: str) -> None:
    picture.save(str(folder / f"{name}.png"), "PNG", BEST_COMPRESSION)
    print(folder / f"{name}.png")


def main(arguments: list[str]) -> int:
    if not arguments or arguments[1:] not in ([], ["best"]):
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    app.setFont(QFont("Inter", 10))
    (draw_best if "best" in arguments else draw_views)(app, folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
