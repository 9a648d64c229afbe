"""The list of secrets: name, users, place; missing ones first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidgetItem, QVBoxLayout, QWidget

from skelly_tray.ui.dialogs.frame import mark_item
from skelly_tray.ui.dialogs.table import table
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present.secret_lines import SecretLine
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import Theme

LINE = Qt.ItemDataRole.UserRole


class SecretList(QWidget):
    """another: another line is chosen. activated: it is to be opened."""

    another = Signal()
    activated = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        columns = (tr("NAME"), tr("USED BY"), tr("KEPT IN"), tr("CHANGED"))
        self.rows = table(columns, tr("Secrets"))
        self.rows.currentItemChanged.connect(lambda *_: self.another.emit())
        self.rows.itemActivated.connect(lambda *_: self.activated.emit())
        example = '{ secret = "name" }'
        words = tr("No secrets yet. A module asks for one by {example} in its file.", example=example)
        self.empty = paragraph(words, "muted")
        self.empty.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.empty)
        layout.addWidget(self.rows, 1)
        layout.addStretch(0)
        theme.changed.connect(self._colour)

    def show_lines(self, lines: Sequence[SecretLine]) -> None:
        """The one that was chosen stays so, else the first is."""
        chosen = self.chosen()
        self.rows.clear()
        for line in lines:
            item = QTreeWidgetItem([line.name, line.used_by, line.kept, line.changed])
            item.setData(0, LINE, line)
            for column, text in enumerate((line.name, line.used_by, line.kept)):
                item.setToolTip(column, text)
            self.rows.addTopLevelItem(item)
        same = [at for at, line in enumerate(lines) if chosen is not None and line.name == chosen.name]
        first = self.rows.topLevelItem(same[0] if same else 0)
        if first is not None:
            self.rows.setCurrentItem(first)
        self.rows.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self._colour()

    def choose_of(self, module_id: str) -> None:
        """The first that the module uses; missing ones come first."""
        for at in range(self.rows.topLevelItemCount()):
            item = self.rows.topLevelItem(at)
            line = item.data(0, LINE) if item is not None else None
            if item is not None and isinstance(line, SecretLine) and module_id in line.users:
                self.rows.setCurrentItem(item)
                return

    def chosen(self) -> SecretLine | None:
        item = self.rows.currentItem()
        line = item.data(0, LINE) if item is not None else None
        return line if isinstance(line, SecretLine) else None

    def _colour(self) -> None:
        for at in range(self.rows.topLevelItemCount()):
            item = self.rows.topLevelItem(at)
            line = item.data(0, LINE) if item is not None else None
            if item is not None and isinstance(line, SecretLine):
                mark_item(item, 0, line.symbol, line.tone, self._theme, self.devicePixelRatioF())
