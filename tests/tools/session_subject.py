"""The real program, to which the test can have Qt say what a session manager says: Qt's own signal, and Qt's own quit.

`python -m tests.tools.session_subject ORDERS ARGUMENT…`: the arguments are the program's. ORDERS: a file that is looked
at now and then; `save` in it has Qt ask for what is to be saved, and writes the answer to ORDERS.answer; `quit` has it
quit. (The Qt of PyPI is built without XSMP, so a real session manager cannot be had for this.)
"""

from __future__ import annotations

import json
import sys
from ctypes import CDLL, c_void_p
from pathlib import Path

import PySide6
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtGui import QSessionManager

from skelly_tray.__main__ import main
from skelly_tray.ui.session import SessionApplication

SIGNAL = "_ZN15QGuiApplication17commitDataRequestER15QSessionManager"


class Subject(SessionApplication):
    orders = Path(sys.argv[1])

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._look = QTimer(self)
        self._look.timeout.connect(self._obey)
        self._look.start(20)

    def _obey(self) -> None:
        if not self.orders.exists():
            return
        order = self.orders.read_text()
        self.orders.unlink()
        if order == "quit":
            self.quit()
            return
        manager = self.findChildren(QSessionManager)[0]
        emit = getattr(CDLL(str(Path(PySide6.__file__).parent / "Qt/lib/libQt6Gui.so.6")), SIGNAL)
        emit.argtypes = (c_void_p, c_void_p)
        emit(shiboken6.getCppPointer(self)[0], shiboken6.getCppPointer(manager)[0])
        told = {"hint": manager.restartHint().name, "command": manager.restartCommand()}
        written = self.orders.with_suffix(".written")
        written.write_text(json.dumps(told))
        written.rename(self.orders.with_suffix(".answer"))


if __name__ == "__main__":
    import skelly_tray.app.tray

    skelly_tray.app.tray.SessionApplication = Subject  # type: ignore[misc]
    sys.argv = ["skelly-tray", *sys.argv[2:]]
    sys.exit(main())
