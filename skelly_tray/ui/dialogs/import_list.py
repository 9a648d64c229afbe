"""The modules that were found in a file to be imported, each with a box to have it or not."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidgetItem, QVBoxLayout, QWidget

from skelly_tray.ui.dialogs.frame import mark_item
from skelly_tray.ui.dialogs.table import table
from skelly_tray.ui.present.importing import ImportLine
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import Theme

LINE = int(Qt.ItemDataRole.UserRole)
NAME, COMMAND, NEEDS, CHECKS = range(4)
ROW = 28
"""Pixels."""
BOX_AND_SHAPE = 80
"""Pixels before and after a name."""
WIDEST = 220
"""Pixels of the names."""
MOST_ROWS = 8
"""That are seen without scrolling."""


class ImportList(QWidget):
    """chosen_others: a box was ticked or cleared by the user."""

    chosen_others = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows = table((tr("MODULE"), tr("COMMAND"), tr("NEEDS"), tr("CHECKS")), tr("Modules in the file"))
        self.rows.header().setStretchLastSection(False)
        self.rows.header().setSectionResizeMode(COMMAND, QHeaderView.ResizeMode.Stretch)
        self.rows.itemChanged.connect(self._changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.rows)
        theme.changed.connect(self._colour)

    def show_lines(self, lines: Sequence[ImportLine]) -> None:
        """Texts change in place while the modules are the same."""
        self.rows.blockSignals(True)
        if [line.name for line in lines] != [line.name for line in self.lines]:
            self.rows.clear()
            for _ in lines:
                self.rows.addTopLevelItem(QTreeWidgetItem())
            if (first := self.rows.topLevelItem(0)) is not None:
                self.rows.setCurrentItem(first)
        for item, line in zip(self._items(), lines, strict=True):
            self._show(item, line)
        self.rows.blockSignals(False)
        self.rows.setMinimumHeight(ROW * (2 + min(len(lines), MOST_ROWS)))
        self._colour()

    def _show(self, item: QTreeWidgetItem, line: ImportLine) -> None:
        item.setData(NAME, LINE, line)
        wide = self.rows.fontMetrics().horizontalAdvance(line.title) + BOX_AND_SHAPE
        item.setSizeHint(NAME, QSize(min(wide, WIDEST), ROW))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(NAME, Qt.CheckState.Checked if line.wanted else Qt.CheckState.Unchecked)
        for column, text in (
            (NAME, line.title),
            (COMMAND, _one_line(line.command)),
            (NEEDS, line.needs),
            (CHECKS, line.checks),
        ):
            item.setText(column, text)
        for column, text in (
            (NAME, line.whole),
            (COMMAND, line.command),
            (NEEDS, line.needs),
            (CHECKS, line.checks),
        ):
            item.setToolTip(column, text)

    @property
    def lines(self) -> list[ImportLine]:
        return [item.data(NAME, LINE) for item in self._items()]

    def left_out(self) -> list[str]:
        """Names in the file of those that are not ticked."""
        return [
            item.data(NAME, LINE).name
            for item in self._items()
            if item.checkState(NAME) == Qt.CheckState.Unchecked
        ]

    def tick(self, wanted: Collection[str]) -> None:
        """Tick those names, and no others; the user has said so elsewhere."""
        self.rows.blockSignals(True)
        for item in self._items():
            on = item.data(NAME, LINE).name in wanted
            item.setCheckState(NAME, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.rows.blockSignals(False)

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.rows.topLevelItem(at) for at in range(self.rows.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column == NAME:
            self.chosen_others.emit()

    def _colour(self) -> None:
        self.rows.blockSignals(True)
        for item in self._items():
            there = item.data(NAME, LINE).there
            symbol, tone = (Symbol.TRIANGLE, Tone.WARN) if there else (Symbol.RING, Tone.CALM)
            mark_item(item, NAME, symbol, tone, self._theme, self.devicePixelRatioF())
        self.rows.blockSignals(False)


def _one_line(text: str) -> str:
    return " ".join(text.split())
