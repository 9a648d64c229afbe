"""What the program is, how it stands on this machine, and whose work it is built on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.frame import ModuleDialog, scrolled
from skelly_tray.ui.given import Given
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present import diagnostics
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID, monospace_font
from skelly_tray.ui.window.buttons import button

ABOUT, DIAGNOSTICS, LICENCES = 0, 1, 2
COPYRIGHT = "Copyright © 2026 The Skelly Tray maintainers"
LICENCE = "MIT"


class AboutDialog(ModuleDialog):
    """page: which tab is in front at first."""

    def __init__(self, given: Given, page: int = ABOUT, parent: QWidget | None = None) -> None:
        super().__init__(tr("About Skelly Tray"), given.theme, parent)
        self._given = given
        self._answer: dict[str, Any] = {}
        self.resize(600, 460)
        self.setMinimumSize(360, 280)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._about(), tr("A&bout"))
        self.text = _page(tr("Diagnostics"))
        self.text.setPlainText(tr("Looking at this machine…"))
        self.tabs.addTab(self.text, tr("&Diagnostics"))
        self.licences = LicencesPage()
        self.tabs.addTab(self.licences, tr("L&icences"))
        self.tabs.setCurrentIndex(page)
        self.body.addWidget(self.tabs, 1)
        self.copy = button(tr("&Copy diagnostics"), self._copy, tip=tr("As text, without what is private"))
        self.logs = button(tr("Open &log folder"), self._open_logs, tip=tr("Show it in the file manager"))
        self.close_button = button(tr("Close"), self.close, tip=tr("Close this window"), key="Ctrl+W")
        self.buttons.addWidget(self.copy)
        self.buttons.addWidget(self.logs)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.close_button)
        self.close_button.setDefault(True)
        for each in (self.copy, self.logs):
            each.setEnabled(False)
        self._draw_versions()
        given.watch.changed.connect(self._draw_versions)
        ask(self, given.core, "diagnostics", {}, self._came, self._failed)

    def _about(self) -> QWidget:
        layout = QVBoxLayout()
        layout.setSpacing(2 * GRID)
        self.version = paragraph("", "figure")
        self.processes = paragraph("", "muted")
        self.places = paragraph("", "muted")
        layout.addWidget(self.version)
        layout.addWidget(
            paragraph(tr("Keeps programs running that belong together, and tells you why when one does not."))
        )
        layout.addWidget(self.processes)
        layout.addWidget(self.places)
        layout.addStretch(1)
        layout.addWidget(paragraph(f"{COPYRIGHT} · {tr('Licence: {name}', name=LICENCE)}", "small"))
        return scrolled(layout, tr("About"))

    def _draw_versions(self) -> None:
        snapshot = self._given.watch.snapshot
        told = snapshot.orchestrator if snapshot else None
        self.version.setText(tr("Skelly Tray {version}", version=told.version if told else ""))
        if told is not None:
            keeper = told.keeper_pid if told.keeper_pid is not None else tr("none")
            self.processes.setText(
                tr(
                    "Orchestrator: pid {pid}. Keeper of the processes: pid {keeper}.",
                    pid=told.pid,
                    keeper=keeper,
                )
            )

    def _came(self, answer: Any) -> None:
        self._answer = dict(answer)
        facts = diagnostics.sections(self._answer)
        self.text.setPlainText(diagnostics.as_text(facts, str(Path.home())))
        folders = [(tr("Configuration"), "config"), (tr("State"), "state"), (tr("Logs"), "logs")]
        shown = [f"{title}: {diagnostics.folder_of(self._answer, name)}" for title, name in folders]
        self.places.setText("\n".join(shown))
        self.copy.setEnabled(True)
        self.logs.setEnabled(bool(diagnostics.folder_of(self._answer, "logs")))

    def _failed(self, error: str) -> None:
        self.text.setPlainText(tr("It could not be looked up: {error}", error=error))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText(tr("Copied"))

    def _open_logs(self) -> None:
        folder = Path(diagnostics.folder_of(self._answer, "logs")).expanduser()
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


class LicencesPage(QWidget):
    """Filled when it is first looked at, a package at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[str] | None = None
        self.text = _page(tr("Licences"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(paragraph(tr("Skelly Tray is built on these, with thanks:"), "muted"))
        layout.addWidget(self.text, 1)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._next)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._waiting is None:
            self._waiting = diagnostics.packages_used()
            self._timer.start()

    def _next(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        line = diagnostics.licence_of(self._waiting.pop(0))
        if line:
            self.text.appendPlainText(line)


def _page(name: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setReadOnly(True)
    made.setFont(monospace_font())
    made.setTabChangesFocus(True)
    made.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    made.setAccessibleName(name)
    return made
