"""Makes a report for somebody who helps, of what the core tells, and writes it into a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from skelly_tray.ui.asking import ask
from skelly_tray.ui.given import Given
from skelly_tray.ui.present.system_report import QUESTIONS, system_report


class ReportMaker(QObject):
    """done: the path, and why it was not written, "" when it was. One at a time."""

    done = Signal(str, str)

    def __init__(self, given: Given, parent: QObject) -> None:
        super().__init__(parent)
        self._given = given
        self._answers: dict[str, Any] = {}
        self._path = Path()

    def make(self, path: Path) -> None:
        """Ask for all of it; what cannot be had is said in the report."""
        self._path, self._answers = path, {}
        self._ask_next()

    def _ask_next(self) -> None:
        left = [name for name, _, _ in QUESTIONS if name not in self._answers]
        if not left:
            self._write()
            return
        name = left[0]
        method, params = next((method, params) for known, method, params in QUESTIONS if known == name)

        def came(answer: Any) -> None:
            self._answers[name] = answer
            self._ask_next()

        ask(
            self,
            self._given.core,
            method,
            params,
            came,
            lambda error: came({"could not be asked for": error}),
        )

    def _write(self) -> None:
        text = system_report(self._answers, self._given.watch.snapshot, str(Path.home()))
        try:
            self._path.write_text(text, encoding="utf-8")
        except (OSError, ValueError) as error:
            why = (error.strerror if isinstance(error, OSError) else None) or str(error)
            self.done.emit(str(self._path), why)
        else:
            self.done.emit(str(self._path), "")
