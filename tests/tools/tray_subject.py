"""The user interface over a core that plays a part, as a process of its own on a test's desktop.

`python -m tests.tools.tray_subject STATE_DIR [LABEL]` writes one JSON line for each intent, for each showing, hiding or
minimising of the window, and for each dialog and menu that is shown. `{"waited": true}` comes once it is decided if
there is a tray at the start. Each line of its input is a JSON object: `{"change": module, …}`, `{"status": …}`,
`{"show": true}`, `{"facts": true}`, `{"double_click_ms": …}`, `{"trip": true}` (a bug in a slot) or `{"exit": true}`.
It is quicker than the real one to notice that a panel has come or gone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow

from skelly_tray.domain.status import ModuleState, SystemStatus
from skelly_tray.ui import tray
from skelly_tray.ui.application import TrayApplication
from tests.ui.fake_core import FakeCore, snapshot, troubled

GRACE_MS = 300


def tell(**fact: object) -> None:
    print(json.dumps(fact), flush=True)


class TellingCore(FakeCore):
    def post(self, intent: Mapping[str, Any]) -> None:
        super().post(intent)
        tell(posted=dict(intent))


class WindowTeller(QObject):
    """Tells when a top-level window of ours comes and goes."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.Show if isinstance(watched, QMainWindow) and not event.spontaneous():
                tell(window="minimised" if watched.isMinimized() else "shown", title=watched.windowTitle())
            case QEvent.Type.Hide if isinstance(watched, QMainWindow) and not event.spontaneous():
                tell(window="hidden")
            case QEvent.Type.Show if isinstance(watched, QDialog):
                tell(dialog=watched.windowTitle())
            case QEvent.Type.Show if watched.objectName() == "tray-menu":
                tell(menu="shown")
            case _:
                pass
        return False


class Subject:
    def __init__(self, app: QApplication, state_dir: Path, label: str) -> None:
        self._app = app
        self._core = TellingCore(snapshot())
        self._teller = WindowTeller()
        app.installEventFilter(self._teller)
        self.tray = TrayApplication(
            app, self._core, state_dir=state_dir, label=label, theme="light", host_grace_ms=GRACE_MS
        )
        QTimer.singleShot(2 * GRACE_MS, self.tray, lambda: tell(waited=True))
        self.tray.mishaps.listen()
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
            case {"facts": True}:
                tell(facts={"backend": self.tray.tray.backend.name, "snoozed": self.tray.snooze.active})
            case {"double_click_ms": interval}:
                self._app.setDoubleClickInterval(interval)
            case {"trip": True}:
                self.tray.menu.act_asked.connect(_trip)
            case {"exit": True}:
                self.tray.close()
                self._app.quit()
            case _:
                raise ValueError(f"unknown order {order}")
        tell(obeyed=True)


def _trip(*_: object) -> None:
    raise RuntimeError("a bug of ours")


def main() -> int:
    tray.LOOK_MS, tray.LOST_MS = 100, 500
    app = QApplication([])
    subject = Subject(app, Path(sys.argv[1]), "".join(sys.argv[2:]))
    code = app.exec()
    del subject
    return code


if __name__ == "__main__":
    sys.exit(main())
