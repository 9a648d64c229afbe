"""The user interface over a core that plays a part, as a process of its own on a test's desktop.

`python -m tests.tools.tray_subject STATE_DIR` writes one JSON line for each intent and each showing or hiding
of the window; each line of its input is a JSON object: `{"change": module, …}`, `{"show": true}` or
`{"exit": true}`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

from skelly_tray.domain.status import ModuleState, SystemStatus
from skelly_tray.ui.application import TrayApplication
from tests.ui.fake_core import FakeCore, snapshot, troubled


def tell(**fact: object) -> None:
    print(json.dumps(fact), flush=True)


class TellingCore(FakeCore):
    def post(self, intent: Mapping[str, Any]) -> None:
        super().post(intent)
        tell(posted=dict(intent))


class WindowTeller(QObject):
    """Tells when a top-level window of ours comes and goes."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched.objectName() == "main-window" and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            tell(window="shown" if event.type() == QEvent.Type.Show else "hidden")
        return False


class Subject:
    def __init__(self, app: QApplication, state_dir: Path) -> None:
        self._app = app
        self._core = TellingCore(snapshot())
        self._teller = WindowTeller()
        app.installEventFilter(self._teller)
        self.tray = TrayApplication(app, self._core, state_dir=state_dir, theme="light", host_grace_ms=300)
        self._input = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._input.activated.connect(lambda *_: self._obey(sys.stdin.readline()))
        tell(ready=True, tray=self.tray.tray.available())

    def _obey(self, line: str) -> None:
        order = json.loads(line) if line else {"exit": True}
        match order:
            case {"change": module, "state": state, **more}:
                self._core.change(module, state=ModuleState(state), **more)
            case {"status": status}:
                self._core.publish(troubled() if status == "critical" else snapshot(SystemStatus(status)))
            case {"show": True}:
                self.tray.show_window()
            case {"exit": True}:
                self.tray.close()
                self._app.quit()
            case _:
                raise ValueError(f"unknown order {order}")
        tell(obeyed=True)


def main() -> int:
    app = QApplication([])
    subject = Subject(app, Path(sys.argv[1]))
    code = app.exec()
    del subject
    return code


if __name__ == "__main__":
    sys.exit(main())
