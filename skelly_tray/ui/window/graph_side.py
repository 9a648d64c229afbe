"""Beside the graph: the same modules as a list in the order of starting, and what is known of the chosen one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from skelly_tray.ui.present.graph import Graph, edge_words, groups
from skelly_tray.ui.present.looks import Look, Tone
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.symbols import symbol_pixmap
from skelly_tray.ui.theme import GRID, SMALL, Theme
from skelly_tray.ui.window.buttons import button

ID = Qt.ItemDataRole.UserRole
LOUD = Qt.ItemDataRole.UserRole + 1
"""The tone of a state that is trouble."""
Index = QModelIndex | QPersistentModelIndex
MOST_NAMED = 8
"""Dependants that are named one by one."""


def paragraph(role: str = "") -> QLabel:
    """A label of several lines."""
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
    if role:
        label.setProperty("role", role)
    return label


class _Rows(QStyledItemDelegate):
    """Headings are small and muted, the state of a module in trouble has its colour."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = self._theme.colours
        heading = index.parent() == QModelIndex()
        if not heading and index.column() == 0:
            super().paint(painter, option, index)
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.chosen))
        font = QFont(option.font)
        font.setPixelSize(SMALL)
        font.setWeight(QFont.Weight.DemiBold if heading else QFont.Weight.Normal)
        loud = index.data(LOUD)
        painter.setFont(font)
        painter.setPen(QColor(colours.tone(loud) if isinstance(loud, Tone) else colours.muted))
        side = Qt.AlignmentFlag.AlignLeft if heading else Qt.AlignmentFlag.AlignRight
        low = Qt.AlignmentFlag.AlignBottom if heading else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            rect.adjusted(GRID, 0, -GRID, -GRID if heading else 0),
            int(QStyle.visualAlignment(option.direction, side | low)),
            str(index.data() or ""),
        )


class ModuleTree(QTreeWidget):
    """All modules under the step in which they start; chosen: by mouse or key; opened: by double click or Return."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._items: dict[str, QTreeWidgetItem] = {}
        self._looks: dict[str, Look | None] = {}
        self.setAccessibleName(tr("Modules in the order of starting"))
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setIconSize(QSize(12, 12))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(96)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.setItemDelegate(_Rows(theme, self))
        self._redraw()
        self.currentItemChanged.connect(self._changed)
        self.itemActivated.connect(lambda item: self._tell(self.opened, item))
        theme.changed.connect(self._redraw)

    def show_graph(self, graph: Graph, looks: Mapping[str, Look]) -> None:
        self.blockSignals(True)
        self.clear()
        self._items, self._looks = {}, {}
        for group in groups(graph):
            heading = QTreeWidgetItem([group.title])
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            heading.setData(1, Qt.ItemDataRole.AccessibleTextRole, group.title)
            self.addTopLevelItem(heading)
            heading.setFirstColumnSpanned(True)  # an item of no tree does not remember it
            for node in group.modules:
                item = QTreeWidgetItem([node.name, ""])
                item.setData(0, ID, node.id)
                item.setToolTip(0, node.name)
                heading.addChild(item)
                self._items[node.id] = item
        self.expandAll()
        self.blockSignals(False)
        self.show_looks(looks)

    def show_looks(self, looks: Mapping[str, Look]) -> None:
        icons: dict[Look, QIcon] = {}
        for module, item in self._items.items():
            look = looks.get(module)
            if look is None or self._looks.get(module) == look:
                continue
            self._looks[module] = look
            if look not in icons:
                icons[look] = self._icon(look)
            item.setIcon(0, icons[look])
            item.setText(1, look.word)
            item.setData(1, LOUD, look.tone if look.rank.trouble else None)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{item.text(0)}, {look.word}")
        if icons:  # once, and not after each of them as the header would
            self.resizeColumnToContents(1)

    def _icon(self, look: Look) -> QIcon:
        colour = self._theme.colours.tone(look.tone)
        icon, shape = QIcon(), symbol_pixmap(look.symbol, colour, 12, self.devicePixelRatioF())
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            icon.addPixmap(shape, mode)
        return icon

    def choose(self, module: str | None) -> None:
        """Without telling of it."""
        item = self._items.get(module or "")
        if item is not self.currentItem():
            self.blockSignals(True)
            self.setCurrentIndex(self.indexFromItem(item) if item else QModelIndex())
            self.blockSignals(False)
            self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.resizeColumnToContents(1)

    def _redraw(self) -> None:
        looks = {module: look for module, look in self._looks.items() if look is not None}
        self._looks = {}
        self.show_looks(looks)
        c = self._theme.colours
        self.setStyleSheet(
            f"""
            QTreeWidget {{ background: {c.background}; border: none; padding: 0; }}
            QTreeWidget::item {{ padding: 0 4px; }}
            """
        )

    def _changed(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None:
            self._tell(self.chosen, item)

    def _tell(self, signal: object, item: QTreeWidgetItem) -> None:
        module = item.data(0, ID)
        if isinstance(module, str):
            signal.emit(module)  # type: ignore[attr-defined]


class NodeFacts(QWidget):
    """What the chosen module needs, what needs it, and what one can do. wished: show or simulate."""

    wished = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._name = paragraph("title")
        self._lines = paragraph()
        self._lines.setTextFormat(Qt.TextFormat.RichText)
        self._lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.simulate = button(
            tr("What if it fails?"),
            partial(self.wished.emit, "simulate"),
            tip=tr("Show what would follow, and do nothing"),
            key="Alt+W",
        )
        self.show_module = button(
            tr("Show"), partial(self.wished.emit, "show"), tip=tr("Show it on the page of the modules")
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * GRID)
        buttons.addWidget(self.simulate)
        buttons.addWidget(self.show_module)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._name)
        layout.addWidget(self._lines)
        layout.addLayout(buttons)

    def show_node(self, graph: Graph, module: str | None, look: Look | None, reason: str) -> None:
        """reason: why it is as it is, or nothing."""
        for each in (self.simulate, self.show_module):
            each.setEnabled(module is not None)
        if module is None:
            self._name.setText("")
            self._lines.setText(tr("Choose a module to see what it needs and what needs it."))
            return
        self._name.setText(graph.name(module))
        self._lines.setText(facts_html(graph, module, look, reason))


def facts_html(graph: Graph, module: str, look: Look | None, reason: str) -> str:
    """A paragraph each: its state, what it needs, what needs it."""
    state = look.word.capitalize() if look else ""
    needs = [edge_words(edge, graph.name(edge.on)) for edge in graph.needs(module)]
    by = [graph.name(edge.module) for edge in graph.needed_by(module)]
    if len(by) > MOST_NAMED:
        by = [*by[: MOST_NAMED - 1], tr("and {n} more", n=len(by) - MOST_NAMED + 1)]
    parts = [escape(f"{state}: {reason}" if reason else state)]
    parts.append(_listed(tr("Needs"), needs) if needs else escape(tr("Needs no other module.")))
    parts.append(_listed(tr("Needed by"), by) if by else escape(tr("No module needs it.")))
    return "".join(f'<p style="margin-top:0; margin-bottom:8px">{part}</p>' for part in parts)


def _listed(title: str, lines: Sequence[str]) -> str:
    return "<br>".join([f"<b>{escape(title)}</b>", *map(escape, lines)])
