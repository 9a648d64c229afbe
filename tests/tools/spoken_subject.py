"""Shows every view in turn, as a process of its own on a test's desktop, for a screen reader to read.

`python -m tests.tools.spoken_subject FOLDER` tells the title of its window. `{"next": true}` goes on to the next view
and tells it with the title of its window, or `null` after the last; `{"exit": true}` ends it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from tests.tools.tray_subject import tell
from tests.ui.measuring.stage import FEW, Stage


class Subject:
    def __init__(self, app: QApplication, folder: Path) -> None:
        self._app = app
        self._stage = Stage(app, folder, "light", FEW)
        self._views = self._stage.views()
        self._input = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._input.activated.connect(lambda *_: self._obey(sys.stdin.readline()))
        tell(title=self._stage.window.windowTitle())

    def _obey(self, line: str) -> None:
        match json.loads(line) if line else {"exit": True}:
            case {"next": True}:
                view = next(self._views, None)
                title = view.window.windowTitle().replace("[*]", "") if view else ""
                tell(view=None if view is None else str(view), title=title)
            case _:
                self._stage.close()
                self._app.quit()
        tell(obeyed=True)


def main() -> int:
    app = QApplication([])
    subject = Subject(app, Path(sys.argv[1]))
    code = app.exec()
    del subject
    return code


if __name__ == "__main__":
    sys.exit(main())
