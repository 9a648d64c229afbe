"""The table of modules as it is drawn: shapes, words, figures in columns, a spark of CPU."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from skelly_tray.ui.present.looks import Tone
from skelly_tray.ui.present.rows import NOTHING, ModuleRow
from skelly_tray.ui.symbols import paint_symbol
from skelly_tray.ui.theme import GRID, ROW_HEIGHT, Theme, numbers_font
from skelly_tray.ui.window.model import ROW_ROLE, Column, ModuleTableModel

SYMBOL = 10
SPARK_POINTS = 60
SPARK_WIDTH = 56
PADDING = 2 * GRID

WIDTHS = {
    Column.MODULE: 172,
    Column.STATE: 172,
    Column.HEALTH: 104,
    Column.CPU: 132,
    Column.MEMORY: 84,
    Column.UPTIME: 84,
    Column.RESTARTS: 76,
}
NARROW_HIDES = ((980, Column.RESTARTS), (880, Column.HEALTH), (760, Column.UPTIME), (640, Column.WHY))
"""Below this many pixels the column gives way; the details pane and the strip still tell."""

Spark = Callable[[str], Sequence[float]]
"""The last CPU samples of a module, oldest first."""


class ModuleDelegate(QStyledItemDelegate):
    """Draws every cell of the table, in the colours of the theme."""

    def __init__(self, theme: Theme, spark: Spark, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._spark = spark

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(40, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: ModuleRow | None = index.data(ROW_ROLE)
        if row is None:
            return
        colours = self._theme.colours
        column = Column(index.column())
        painter.save()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.chosen))
        painter.setPen(QPen(QColor(colours.surface), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        match column:
            case Column.MODULE:
                self._paint_name(painter, row, inner)
            case Column.CPU:
                self._paint_cpu(painter, row, inner)
            case _:
                self._paint_text(painter, row, column, inner)
        painter.restore()

    def _paint_name(self, painter: QPainter, row: ModuleRow, rect: QRect) -> None:
        colours = self._theme.colours
        box = QRectF(rect.left() + 2 * GRID, rect.center().y() - SYMBOL / 2 + 0.5, SYMBOL, SYMBOL)
        paint_symbol(painter, row.symbol, box, QColor(colours.tone(row.look.tone)))
        font = QFont(self._font())
        font.setWeight(QFont.Weight.DemiBold if row.look.rank.trouble else QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(QColor(colours.ink))
        _draw(painter, row.name, rect.adjusted(SYMBOL + 5 * GRID, 0, 0, 0), Qt.AlignmentFlag.AlignLeft)

    def _paint_cpu(self, painter: QPainter, row: ModuleRow, rect: QRect) -> None:
        if row.cpu != NOTHING:
            area = QRectF(rect.left(), rect.top() + 9, SPARK_WIDTH, rect.height() - 18)
            _draw_spark(painter, self._spark(row.id), area, QColor(self._theme.colours.jelly))
        self._paint_text(painter, row, Column.CPU, rect)

    def _paint_text(self, painter: QPainter, row: ModuleRow, column: Column, rect: QRect) -> None:
        colours = self._theme.colours
        text = column.text(row)
        colour = colours.ink
        if column is Column.STATE:
            colour = colours.tone(row.look.tone) if row.look.tone is not Tone.GOOD else colours.ink
        elif column is Column.HEALTH:
            calm = row.health_tone in (Tone.GOOD, Tone.CALM)
            colour = colours.muted if calm else colours.tone(row.health_tone)
        elif column is Column.WHY or text == NOTHING:
            colour = colours.muted
        painter.setFont(numbers_font(self._font()) if column.number else self._font())
        painter.setPen(QColor(colour))
        _draw(
            painter, text, rect, Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
        )

    def _font(self) -> QFont:
        parent = self.parent()
        return parent.font() if isinstance(parent, QWidget) else QFont()


def _draw(painter: QPainter, text: str, rect: QRect, side: Qt.AlignmentFlag) -> None:
    shortened = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), shortened)


def _draw_spark(painter: QPainter, values: Sequence[float], area: QRectF, colour: QColor) -> None:
    """The last minute as a line; its height is relative, never less than 10 % for the full height."""
    recent = [value for value in values[-SPARK_POINTS:] if not math.isnan(value)]
    if len(recent) < 2:
        return
    top = max(10.0, *recent)
    step = area.width() / (SPARK_POINTS - 1)
    left = area.right() - step * (len(recent) - 1)
    line = QPolygonF(
        [
            QPointF(left + step * i, area.bottom() - value / top * area.height())
            for i, value in enumerate(recent)
        ]
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1))
    painter.drawPolyline(line)


class ModuleTable(QTableView):
    """`chosen` names the selected module whenever it changes; `opened` on double click or Return; `menu_asked` when
    its menu is wanted, with the place on the screen."""

    chosen = Signal(str)
    opened = Signal(str)
    menu_asked = Signal(str, QPoint)
    pointer_left = Signal()

    def __init__(self, model: ModuleTableModel, theme: Theme, spark: Spark) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setItemDelegate(ModuleDelegate(theme, spark, self))
        self.setAccessibleName("Modules")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self._shape_headers()
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.activated.connect(lambda index: self._tell(self.opened, index))

    def _shape_headers(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(48)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(Column.WHY, QHeaderView.ResizeMode.Stretch)

    def fit_columns(self, width: int) -> None:
        """Leave out what there is no room for; the name takes the rest when *Why* is gone."""
        for limit, column in NARROW_HIDES:
            self.setColumnHidden(column, width < limit)
        taking = Column.MODULE if self.isColumnHidden(Column.WHY) else Column.WHY
        other = Column.WHY if taking is Column.MODULE else Column.MODULE
        header = self.horizontalHeader()
        header.setSectionResizeMode(other, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(taking, QHeaderView.ResizeMode.Stretch)
        if taking is Column.WHY:
            self.setColumnWidth(Column.MODULE, WIDTHS[Column.MODULE])

    def choose(self, module_id: str) -> None:
        number = self._model.number_of(module_id)
        if number is not None:
            self.selectRow(number)

    @property
    def current_id(self) -> str | None:
        row = self._model.row(self.currentIndex().row())
        return row.id if row else None

    def pointed_at(self) -> bool:
        """Whether the pointer rests on the rows: then none of them may move."""
        return self.viewport().underMouse()

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
        self.selectRow(index.row())
        place = event.pos() if by_mouse else self.visualRect(index).bottomLeft()
        self.menu_asked.emit(row.id, self.viewport().mapToGlobal(place))

    def resizeEvent(self, event: object) -> None:
        self.fit_columns(self.viewport().width())
        super().resizeEvent(event)  # type: ignore[arg-type]

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._tell(self.chosen, current)

    def _tell(self, signal: object, index: QModelIndex) -> None:
        row = self._model.row(index.row())
        if row is not None:
            signal.emit(row.id)  # type: ignore[attr-defined]
