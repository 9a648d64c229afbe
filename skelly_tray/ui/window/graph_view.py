"""The dependency graph to look at: zoomed by the wheel and by keys, moved by the mouse, walked over by the arrows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsScene, QGraphicsSimpleTextItem, QGraphicsView

from skelly_tray.ui.present.graph import Drawing, Graph, neighbour, node_words
from skelly_tray.ui.present.layering import NODE_WIDTH, Point
from skelly_tray.ui.present.looks import Look
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.spoken import spoken_as
from skelly_tray.ui.theme import GRID, SMALL, Theme
from skelly_tray.ui.window.graph_items import FADED, LEAST_LETTERS, EdgeItem, NodeItem

MARGIN = 6.0 * GRID
ZOOM_STEP = 1.2
SMALLEST, LARGEST = 0.15, 2.0
READABLE = 0.36
"""The scale at which names have `LEAST_LETTERS`, or nearly."""
LARGEST_TITLE = 2.4
"""By which a title is drawn larger where the graph is shown smaller: so much room there is above the modules."""


class GraphView(QGraphicsView):
    """chosen: a module was chosen by mouse or key. opened: by double click or Return."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._graph, self._drawing = Graph(), Drawing()
        self.nodes: dict[str, NodeItem] = {}
        self.edges: list[EdgeItem] = []
        self._titles: list[QGraphicsSimpleTextItem] = []
        self._current: str | None = None
        self._reached: Mapping[str, int] | None = None
        self._fitted = True
        self._pressed: QPoint | None = None
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        spoken_as(self, QAccessible.Role.Chart)
        self.setAccessibleName(tr("Dependency graph"))
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(240, 120)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.recolour()
        theme.changed.connect(self.recolour)

    # What is shown --------------------------------------------------------------------------------

    def show_graph(self, graph: Graph, drawing: Drawing, looks: Mapping[str, Look]) -> None:
        """Draw all of it anew; the chosen module stays chosen, and the zoom stays unless everything was in view."""
        self._graph, self._drawing = graph, drawing
        self._reached = None
        self.scene().clear()
        self.nodes, self.edges, self._titles = {}, [], []
        for edge in graph.edges:
            points = [QPointF(*self._mirrored(point)) for point in drawing.routes.get(edge.ends, ())]
            if points:
                line = EdgeItem(edge, points, self._theme)
                self.edges.append(line)
                self.scene().addItem(line)
        for node in graph.nodes:
            item = NodeItem(node, self._theme)
            item.setPos(*self._corner(drawing.places[node.id]))
            self.nodes[node.id] = item
            self.scene().addItem(item)
        for title in drawing.titles:
            self._add_title(title.text, title.at)
        self.scene().setSceneRect(
            QRectF(0, 0, drawing.width, drawing.height).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        )
        self.show_looks(looks)
        self._mark()
        if self._fitted:
            self.fit()

    def show_looks(self, looks: Mapping[str, Look]) -> None:
        """Only what is another is drawn again."""
        for module, item in self.nodes.items():
            item.show_look(looks.get(module))
            words = node_words(self._graph, module, item.look.word if item.look else "")
            if item.toolTip() != words:
                item.setToolTip(words)
        self._describe()

    def show_reached(self, reached: Mapping[str, int] | None) -> None:
        """Number the modules that a failure has reached, and fade the others; None ends that."""
        self._reached = reached
        self._mark()

    def choose(self, module: str | None, *, reveal: bool = True) -> None:
        """Mark that module; of one that is not in view, the view moves there."""
        self._current = module
        self._mark()
        self._describe()
        item = self.nodes.get(module or "")
        if item is not None and reveal and not self._fitted:
            self.ensureVisible(item, 24, 24)

    @property
    def current(self) -> str | None:
        return self._current if self._current in self.nodes else None

    def _mark(self) -> None:
        current, reached = self.current, self._reached
        around = self._graph.around(current) if current and reached is None else None
        for module, item in self.nodes.items():
            item.show_choice(chosen=module == current, focused=self.hasFocus())
            item.show_number(reached.get(module) if reached is not None else None)
            item.show_faded(reached is not None and module not in reached)
        for line in self.edges:
            if reached is not None:
                line.show_lively(set(line.edge.ends) <= reached.keys())
                line.setOpacity(1.0 if line.lively else FADED)
            else:
                line.show_lively(around is not None and current in line.edge.ends)
                line.setOpacity(1.0)

    def _describe(self) -> None:
        current = self.current
        item = self.nodes.get(current or "")
        word = item.look.word if item is not None and item.look else ""
        told = node_words(self._graph, current, word) if current else ""
        if self.accessibleDescription() != told:
            self.setAccessibleDescription(told)

    def _add_title(self, text: str, at: Point) -> None:
        item = self.scene().addSimpleText(text)
        font = item.font()
        font.setPixelSize(SMALL)
        font.setBold(True)
        item.setFont(font)
        width = item.boundingRect().width()
        item.setPos(self._drawing.width - width if self._rtl else at[0], at[1])
        item.setTransformOriginPoint(width if self._rtl else 0, item.boundingRect().height())
        item.setBrush(QColor(self._theme.colours.muted))
        self._titles.append(item)

    def recolour(self) -> None:
        self.setBackgroundBrush(QColor(self._theme.colours.background))
        for title in self._titles:
            title.setBrush(QColor(self._theme.colours.muted))
        self.scene().update()

    # From right to left ---------------------------------------------------------------------------

    @property
    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _mirrored(self, point: Point) -> Point:
        return (self._drawing.width - point[0], point[1]) if self._rtl else point

    def _corner(self, place: Point) -> Point:
        x, y = self._mirrored(place)
        return (x - NODE_WIDTH, y) if self._rtl else (x, y)

    # Zoom -----------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        return self.transform().m11()

    def fit(self) -> None:
        """All of it in view, and never larger than life; what could not be read so is scrolled to instead."""
        self._fitted = True
        rect = self.scene().sceneRect()
        room = self.maximumViewportSize()
        if rect.isEmpty():
            return
        scale = min(room.width() / rect.width(), room.height() / rect.height(), 1.0)
        self._scale_to(max(scale, READABLE))
        chosen = self.nodes.get(self.current or "")
        self.centerOn(rect.center() if scale >= READABLE or chosen is None else chosen)

    def zoom_by(self, factor: float) -> None:
        self._fitted = False
        self._scale_to(self.zoom * factor)

    def _scale_to(self, scale: float) -> None:
        wanted = min(max(scale, SMALLEST), LARGEST)
        self.scale(wanted / self.zoom, wanted / self.zoom)
        self._offer_bars()
        for title in self._titles:
            title.setScale(min(LARGEST_TITLE, max(1.0, LEAST_LETTERS / SMALL / wanted)))

    def _offer_bars(self) -> None:
        """Only where there is more than fits; a bar that comes for the sake of the other one makes room for both."""
        rect, room = self.scene().sceneRect(), self.maximumViewportSize()
        policy = Qt.ScrollBarPolicy
        fits = rect.width() * self.zoom < room.width() + 1 and rect.height() * self.zoom < room.height() + 1
        wanted = policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(wanted)
        self.setVerticalScrollBarPolicy(wanted)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turns = event.angleDelta().y() / 120
        if turns:
            self.zoom_by(ZOOM_STEP**turns)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    # What the user does ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, back, forth = event.key(), Qt.Key.Key_Left, Qt.Key.Key_Right
        if self._rtl:
            back, forth = forth, back
        ways = {back: "needs", forth: "needed_by", Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}
        if key in ways:
            self._walk(ways[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.opened.emit(self.current)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom_by(1 / ZOOM_STEP if key == Qt.Key.Key_Minus else ZOOM_STEP)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        else:
            super().keyPressEvent(event)

    def _walk(self, way: str) -> None:
        current = self.current
        first: Sequence[str] = sorted(
            self._drawing.places, key=lambda each: (self._drawing.places[each], each)
        )
        found = neighbour(self._graph, self._drawing, current, way) if current else next(iter(first), None)
        if found is not None:
            self.choose(found)
            self.chosen.emit(found)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses; what went further was a move of the whole."""
        super().mouseReleaseEvent(event)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        at, pressed = event.position().toPoint(), self._pressed
        self._pressed = None
        if pressed is None or (at - pressed).manhattanLength() >= QApplication.startDragDistance():
            return
        module = self._module_at(at)
        if module is not None:
            self.choose(module, reveal=False)
            self.chosen.emit(module)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        module = self._module_at(event.position().toPoint())
        if module is not None:
            self.opened.emit(module)

    def _module_at(self, place: QPoint) -> str | None:
        return next((each.node.id for each in self.items(place) if isinstance(each, NodeItem)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and self._moved(event.position().toPoint()):
            self._fitted = False
        super().mouseMoveEvent(event)

    def _moved(self, place: QPoint) -> bool:
        assert self._pressed is not None
        return (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark()
