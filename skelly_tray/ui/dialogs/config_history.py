"""The revisions of the configuration, and the way back to each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QTreeWidgetItem, QVBoxLayout, QWidget

from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.frame import mark_item
from skelly_tray.ui.dialogs.table import table
from skelly_tray.ui.given import Given
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present.config_report import RevisionLine, revision_lines
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.buttons import button

ROWS = 100
LINE = Qt.ItemDataRole.UserRole


class HistoryView(QWidget):
    """go_back: called with the number of the revision that is to be brought back."""

    def __init__(self, given: Given, go_back: Callable[[int], None]) -> None:
        super().__init__()
        self._given, self._go_back = given, go_back
        columns = (tr("REV"), tr("WHEN"), tr("WHO"), tr("WHAT"), tr("THEN"))
        self.rows = table(columns, tr("Revisions of the configuration"))
        self.rows.header().setStretchLastSection(True)
        self.rows.currentItemChanged.connect(lambda *_: self._describe())
        self.told = paragraph("", "muted")
        self.back = button(
            tr("Go &back to this…"), self._wish_back, tip=tr("All files as they were after it")
        )
        line = QHBoxLayout()
        line.addWidget(self.told, 1)
        line.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.rows, 1)
        layout.addLayout(line)
        self._describe()

    def look(self) -> None:
        """Ask for the newest."""
        self.told.setText(tr("Looking…"))
        ask(self, self._given.core, "config.history", {"count": ROWS}, self._came, self._failed)

    def _came(self, rows: Any) -> None:
        lines = revision_lines(rows, self._given.watch.now)
        self.rows.clear()
        for line in lines:
            item = QTreeWidgetItem([str(line.rev), line.when, line.by, line.what, line.verdict])
            item.setData(0, LINE, line)
            mark_item(item, 4, line.symbol, line.tone, self._given.theme, self.devicePixelRatioF())
            item.setToolTip(3, f"{line.what}\n{line.files}")
            item.setToolTip(4, line.verdict)
            self.rows.addTopLevelItem(item)
        first = self.rows.topLevelItem(0)
        if first is not None:
            self.rows.setCurrentItem(first)
        self._describe()

    def _failed(self, error: str) -> None:
        self.told.setText(tr("The history could not be read: {error}", error=error))

    def _chosen(self) -> RevisionLine | None:
        item = self.rows.currentItem()
        line = item.data(0, LINE) if item is not None else None
        return line if isinstance(line, RevisionLine) else None

    def _describe(self) -> None:
        line = self._chosen()
        self.back.setEnabled(line is not None)
        if line is None:
            self.told.setText(tr("Nothing has been changed yet."))
        else:
            self.told.setText(tr("Revision {n} changed {files}.", n=line.rev, files=line.files))

    def _wish_back(self) -> None:
        line = self._chosen()
        if line is not None:
            self._go_back(line.rev)
