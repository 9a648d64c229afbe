"""The list of modules: columns that fit its width, sorting, keyboard, and what stays where it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from skelly_tray.ui.focus_ring import OWN_FOCUS
from skelly_tray.ui.present.looks import living_words
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID, Theme
from skelly_tray.ui.window.delegate import PADDING, WITHOUT_SPARK, ModuleDelegate, Sparks, height_of
from skelly_tray.ui.window.model import Column, ModuleTableModel
from skelly_tray.ui.window.whole_rows import of_whole_rows

WIDTHS = {
    Column.STATE: 88,
    Column.CPU: 108,
    Column.MEMORY: 112,
    Column.RESPONSE: 80,
    Column.UPTIME: 64,
    Column.RESTARTS: 76,
}
NAME_WIDTH, LEAST_NAME = 156, 132
"""Pixels that the name keeps beside other columns, and beside sparks."""

GIVES_WAY = (Column.RESTARTS, Column.RESPONSE, Column.UPTIME, Column.STATE)
"""What is left out where there is no room, first first; the details tell it."""

SOONER, SPARKS_GIVE = (Column.UPTIME, Column.STATE), 40
"""For these the sparks become narrower, by so many pixels together."""

LOOKS_OTHERWISE = frozenset(
    (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange)
)


class ModuleTable(QTableView):
    """`chosen` names the selected module whenever it changes; `opened` on double click or Return; `menu_asked` when
    its menu is wanted, with the place on the screen. sort_changed: the rows are wanted in another order."""

    chosen = Signal(str)
    opened = Signal(str)
    menu_asked = Signal(str, QPoint)
    pointer_left = Signal()
    sort_changed = Signal()

    def __init__(self, model: ModuleTableModel, theme: Theme, sparks: Sparks) -> None:
        super().__init__()
        self._model = model
        self._theme = theme
        self.nothing = tr("No module has these words. Escape in the filter shows all.")
        """What is said in place of rows."""
        self.setModel(model)
        self._delegate = ModuleDelegate(theme, sparks, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Modules"))
        self.setProperty(OWN_FOCUS, True)
        of_whole_rows(self)
        self.setWordWrap(False)
        self.setMinimumSize(280, 120)
        self._shape_headers()
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.activated.connect(lambda index: self._tell(self.opened, index))

    def _shape_headers(self) -> None:
        self.verticalHeader().hide()
        self._fit_plain_rows()
        self._theme.changed.connect(self._fit_plain_rows)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(48)
        header.sectionClicked.connect(self._sort_by)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.MODULE, QHeaderView.ResizeMode.Stretch)
        self.fit_columns(self.viewport().width())

    def _fit_plain_rows(self) -> None:
        header, height = self.verticalHeader(), self._theme.row_height
        if header.defaultSectionSize() != height or header.minimumSectionSize() != height:
            header.setMinimumSectionSize(height)
            header.setDefaultSectionSize(height)
            self.fit_rows()

    def fit_columns(self, width: int) -> None:
        """Leave out what there is no room for: columns first, then the sparks."""
        widths = WIDTHS | {Column.STATE: self._state_width()}
        for column in GIVES_WAY:
            missing = NAME_WIDTH + sum(widths.values()) - width
            if column in SOONER and 0 < missing <= SPARKS_GIVE:
                widths |= {each: widths[each] - (missing + 1) // 2 for each in WITHOUT_SPARK}
                break
            if missing > 0:
                del widths[column]
        if LEAST_NAME + sum(widths.values()) > width:
            widths |= WITHOUT_SPARK
        for column in WIDTHS:
            self.setColumnHidden(column, column not in widths)
            if column in widths and self.columnWidth(column) != widths[column]:
                self.setColumnWidth(column, widths[column])

    def _state_width(self) -> int:
        """Words of other languages are longer."""
        longest = max(map(self.fontMetrics().horizontalAdvance, living_words()))
        return max(WIDTHS[Column.STATE], longest + 2 * PADDING + 2)  # metrics are rounded

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in LOOKS_OTHERWISE:
            self._delegate.forget()
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit_columns(self.viewport().width())

    def fit_rows(self) -> None:
        """Give each row the height that it wants, unless the pointer rests on them."""
        header, plain = self.verticalHeader(), self._theme.row_height
        if self.pointed_at():
            return
        for number in range(self._model.rowCount()):
            row = self._model.row(number)
            if row is not None and header.sectionSize(number) != height_of(row, plain):
                header.resizeSection(number, height_of(row, plain))

    def redraw_sparks(self) -> None:
        """The figures beside them are drawn when they change."""
        for column in (Column.CPU, Column.MEMORY):
            at, width = self.columnViewportPosition(column), self.columnWidth(column)
            self.viewport().update(at, 0, width, self.viewport().height())

    # What stays -----------------------------------------------------------------------------------

    def top_row(self) -> tuple[str, int] | None:
        """The module at the top edge of what is scrolled to, and where it stands; None at the very top."""
        row = self._model.row(self.rowAt(0))
        if row is None or self.verticalScrollBar().value() == 0:
            return None
        return row.id, self.rowViewportPosition(self.rowAt(0))

    def keep_top_row(self, kept: tuple[str, int] | None) -> None:
        """Scroll so that it stands where it stood."""
        number = self._model.number_of(kept[0]) if kept else None
        if kept is not None and number is not None:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.rowViewportPosition(number) - kept[1])

    def choose(self, module_id: str) -> None:
        number = self._model.number_of(module_id)
        if number is not None:
            self._select(number)

    def _select(self, number: int) -> None:
        """Not by `selectRow`, which finds no column where one reads from the right."""
        flags = QItemSelectionModel.SelectionFlag
        at = self._model.index(number, Column.MODULE)
        self.selectionModel().setCurrentIndex(at, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(at)

    @property
    def current_id(self) -> str | None:
        row = self._model.row(self.currentIndex().row())
        return row.id if row else None

    def pointed_at(self) -> bool:
        """Whether the pointer rests on the rows: then none of them may move."""
        return self.viewport().underMouse()

    # What the user does ---------------------------------------------------------------------------

    def _sort_by(self, number: int) -> None:
        """The column, then the other way round, then trouble first again; figures begin with the largest."""
        column = Column(number)
        by, descending = self._model.sorting
        if by != column.sorted_by:
            self._model.set_sorting(column.sorted_by, descending=column.number)
        elif descending == column.number:
            self._model.set_sorting(by, descending=not descending)
        else:
            self._model.set_sorting("", descending=False)
        self.sort_changed.emit()

    def keyboardSearch(self, search: str) -> None:
        """Typed letters lead to the next module whose name begins with them."""
        if self.currentIndex().column() != Column.MODULE:
            at = self._model.index(self.currentIndex().row(), Column.MODULE)
            self.selectionModel().setCurrentIndex(at, self.selectionModel().SelectionFlag.NoUpdate)
        super().keyboardSearch(search)

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)  # type: ignore[arg-type]
        self.pointer_left.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the mouse it opens for the row under it, by the keyboard for the chosen one."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        row = self._model.row(index.row())
        if row is None:
            return
        self._select(index.row())
        place = event.pos() if by_mouse else self.visualRect(index).bottomLeft()
        self.menu_asked.emit(row.id, self.viewport().mapToGlobal(place))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._model.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._theme.colours.muted))
            place = self.viewport().rect().adjusted(4 * GRID, 4 * GRID, -4 * GRID, -4 * GRID)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(place, int(flags) | int(Qt.TextFlag.TextWordWrap), self.nothing)

    def resizeEvent(self, event: object) -> None:
        self.fit_columns(self.viewport().width())
        super().resizeEvent(event)  # type: ignore[arg-type]

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._tell(self.chosen, current)

    def _tell(self, signal: object, index: QModelIndex) -> None:
        row = self._model.row(index.row())
        if row is not None:
            signal.emit(row.id)  # type: ignore[attr-defined]
