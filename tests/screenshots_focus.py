"""Draws the page of the focus companion and its dialogs; `python -m tests.screenshots_focus FOLDER` only these."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.watch import SnapshotWatch
from tests.ui.fake_focus import NOW, FocusCore

Save = Callable[[QWidget, str], None]
LARGE, SMALL = (1180, 760), (600, 560)


def draw_focus(app: QApplication, theme: str, save: Save) -> None:
    """The page large and small, and what is kept being exported and removed."""
    now = SnapshotWatch.now
    SnapshotWatch.now = NOW  # type: ignore[assignment,method-assign]
    try:
        with tempfile.TemporaryDirectory() as state:
            core = FocusCore()
            tray = TrayApplication(app, core, state_dir=Path(state), theme=theme, start_hidden=False)
            window = tray.window
            assert window is not None
            window.show_page("focus")
            for size in (LARGE, SMALL):
                window.resize(*size)
                window._beat()
                save(window, f"focus-{size[0]}")
            core.refuses["gamification"] = "the disk is read-only"
            for kind in ("focus_export", "focus_erase"):
                dialog = tray.desk.show(kind)
                save(dialog, kind.replace("_", "-"))
                if kind == "focus_erase":
                    dialog.act.click()  # type: ignore[attr-defined]
                    save(dialog, "focus-erase-done")
            tray.close()
            tray.deleteLater()
    finally:
        SnapshotWatch.now = now  # type: ignore[method-assign]


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for theme in ("light", "dark"):

        def save(widget: QWidget, name: str, theme: str = theme) -> None:
            QTest.qWait(120)
            widget.grab().save(str(folder / f"{name}-{theme}.png"))

        draw_focus(app, theme, save)


if __name__ == "__main__":
    main()
