"""The table of modules as Qt sees it: rows are view models, and only what differs is announced."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, assert_never

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from skelly_tray.ui.present.rows import ModuleRow
from skelly_tray.ui.present.words import tr

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The whole `ModuleRow`, for the delegate."""


class Column(IntEnum):
    MODULE = 0
    STATE = 1
    CPU = 2
    MEMORY = 3
    RESPONSE = 4
    UPTIME = 5
    RESTARTS = 6

    @property
    def title(self) -> str:
        match self:
            case Column.MODULE:
                return tr("Module")
            case Column.STATE:
                return tr("State")
            case Column.CPU:
                return tr("CPU")
            case Column.MEMORY:
                return tr("Memory")
            case Column.RESPONSE:
                return tr("Response")
            case Column.UPTIME:
                return tr("Up")
            case Column.RESTARTS:
                return tr("Restarts")
        assert_never(self)

    @property
    def number(self) -> bool:
        """Whether it is a figure: right-aligned."""
        return self not in (Column.MODULE, Column.STATE)

    @property
    def sorted_by(self) -> str:
        """One of `SORTED_BY`."""
        return "name" if self is Column.MODULE else self.name.lower()

    def text(self, row: ModuleRow) -> str:
        """What stands in this column of that row."""
        match self:
            case Column.MODULE:
                return row.name
            case Column.STATE:
                return row.state
            case Column.CPU:
                return row.cpu
            case Column.MEMORY:
                return row.memory
            case Column.RESPONSE:
                return row.response
            case Column.UPTIME:
                return row.uptime
            case Column.RESTARTS:
                return row.restarts
        assert_never(self)


LAST = Column.RESTARTS


def tooltip(row: ModuleRow) -> str:
    """What the row may have shortened: name, state, and the whole reason."""
    heading = f"{row.name}: {row.state}"
    return f"{heading}\n{row.why}" if row.why else heading


class ModuleTableModel(QAbstractTableModel):
    """Takes new rows in place, so that selection and scroll position stay where they are."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[ModuleRow] = []
        self._sorting = ("", False)

    @property
    def sorting(self) -> tuple[str, bool]:
        """One of `SORTED_BY` or nothing, and whether the largest comes first. Who gives the rows sorts them."""
        return self._sorting

    def set_sorting(self, by: str, *, descending: bool) -> None:
        self._sorting = (by, descending)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, Column.MODULE, LAST)

    def row(self, number: int) -> ModuleRow | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def number_of(self, module_id: str) -> int | None:
        """The row of a module; None when it is not listed."""
        return next((number for number, row in enumerate(self._rows) if row.id == module_id), None)

    def take(self, rows: list[ModuleRow], *, reorder: bool) -> None:
        """Become these rows. reorder: whether known rows may move; else they keep their places."""
        present = {row.id for row in rows}
        for number in range(len(self._rows) - 1, -1, -1):
            if self._rows[number].id not in present:
                self.beginRemoveRows(QModelIndex(), number, number)
                del self._rows[number]
                self.endRemoveRows()
        self._update({row.id: row for row in rows})
        self._insert_new(rows)
        if reorder:
            self._reorder([row.id for row in rows])

    def _update(self, newest: dict[str, ModuleRow]) -> None:
        for number, old in enumerate(self._rows):
            new = newest[old.id]
            if new != old:
                self._rows[number] = new
                changed = [column for column in Column if column.text(old) != column.text(new)]
                first, last = (changed[0], changed[-1]) if changed else (Column.MODULE, LAST)
                if (old.look, old.note, old.aside) != (new.look, new.note, new.aside):
                    first, last = Column.MODULE, LAST  # these are drawn across the columns
                self.dataChanged.emit(self.index(number, first), self.index(number, last))

    def _insert_new(self, rows: list[ModuleRow]) -> None:
        known = {row.id for row in self._rows}
        for number, row in enumerate(rows):
            if row.id not in known:
                place = min(number, len(self._rows))
                self.beginInsertRows(QModelIndex(), place, place)
                self._rows.insert(place, row)
                self.endInsertRows()

    def _reorder(self, wanted: list[str]) -> None:
        if [row.id for row in self._rows] == wanted:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._rows[index.row()].id for index in before]
        by_id = {row.id: row for row in self._rows}
        self._rows = [by_id[module_id] for module_id in wanted]
        place = {module_id: number for number, module_id in enumerate(wanted)}
        after = [
            self.index(place[module_id], index.column()) for module_id, index in zip(ids, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    # What Qt asks --------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        row = self.row(index.row())
        if row is None:
            return None
        column = Column(index.column())
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken if column is Column.MODULE else f"{column.title} {column.text(row)}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = Column(section)
        if role == Qt.ItemDataRole.DisplayRole:
            by, descending = self._sorting
            arrow = (" ↓" if descending else " ↑") if by == column.sorted_by else ""
            return column.title + arrow
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr("Sort by {column}; a third click shows trouble first again", column=column.title)
        return None
