"""The page of the dependency graph: what needs what, how it is now, and what would follow if one failed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from skelly_tray.ui.asking import ask
from skelly_tray.ui.importing import PAUSE_MS
from skelly_tray.ui.present.graph import Graph, drawn, graph_of, shape_of
from skelly_tray.ui.present.looks import Look, look
from skelly_tray.ui.present.rows import module_names, why
from skelly_tray.ui.present.simulated import dry_run
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.buttons import button, hairline
from skelly_tray.ui.window.fitting_scroll import FittingScroll
from skelly_tray.ui.window.graph_legend import GraphLegend
from skelly_tray.ui.window.graph_side import ModuleTree, NodeFacts
from skelly_tray.ui.window.graph_view import ZOOM_STEP, GraphView
from skelly_tray.ui.window.pages import Page, PageContext
from skelly_tray.ui.window.simulation_pane import SimulationPane

STACKED = 820
"""Pixels of width below which the list stands under the graph instead of beside it."""
SIDE_WIDTH = 312
RETRY = 5
"""Seconds in view after which a graph that could not be had is asked for again."""


class GraphPage(Page):
    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.graph = Graph()
        self._shape: object = None
        self._asking = False
        self._failure = ""
        self._patience = 0
        self._simulated: str | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        theme = self.context.theme
        self.view = GraphView(theme)
        self.tree = ModuleTree(theme)
        self.facts = NodeFacts()
        self.simulation = SimulationPane(theme)
        self._legend = GraphLegend(theme)
        self.simulation.hide()
        main = QWidget()
        upright = QVBoxLayout(main)
        upright.setContentsMargins(0, 0, 0, 0)
        upright.setSpacing(0)
        upright.addWidget(self.view, 1)
        upright.addWidget(hairline())
        upright.addLayout(self._tools())
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(main)
        self._splitter.addWidget(self._side())
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._splitter.setSizes([900, SIDE_WIDTH])
        self._empty = QLabel()
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "muted")
        self._empty.setMargin(8 * GRID)
        self._places = QStackedLayout(self)
        self._places.addWidget(self._splitter)
        self._places.addWidget(self._empty)

    def _side(self) -> QWidget:
        """The list, and below it (beside it, where the window is narrow) the facts or the dry run."""
        lower = QWidget()
        inner = QVBoxLayout(lower)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.facts)
        inner.addWidget(self.simulation)
        inner.addStretch(1)
        scroll = FittingScroll(lower, tr("About the chosen module"))
        side = QWidget()
        side.setMinimumSize(240, 120)
        self._beside = QBoxLayout(QBoxLayout.Direction.TopToBottom, side)
        self._beside.setContentsMargins(4 * GRID, 2 * GRID, 4 * GRID, 3 * GRID)
        self._beside.setSpacing(3 * GRID)
        self._beside.addWidget(self.tree, 1)
        self._beside.addWidget(scroll)
        return side

    def _tools(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(4 * GRID, GRID, 2 * GRID, GRID)
        line.setSpacing(GRID)
        line.addWidget(self._legend, 1)
        for text, name, act, tip, key in (
            ("−", tr("Zoom out"), lambda: self.view.zoom_by(1 / ZOOM_STEP), tr("Smaller"), "Ctrl+-"),
            ("+", tr("Zoom in"), lambda: self.view.zoom_by(ZOOM_STEP), tr("Larger"), "Ctrl++"),
            (tr("Fit"), tr("Fit"), self.view.fit, tr("All of it in view"), "Ctrl+0"),
        ):
            made = button(text, act, tip=tip, key=key, quiet=True)
            made.setAccessibleName(name)
            line.addWidget(made)
        return line

    def _connect(self) -> None:
        self.view.chosen.connect(self._chosen)
        self.tree.chosen.connect(self._chosen)
        self.view.opened.connect(self.context.choose_module)
        self.tree.opened.connect(self.context.choose_module)
        self.facts.wished.connect(self._wish)
        self.simulation.moved.connect(self._show_moment)
        self.simulation.ended.connect(self.end_simulation)

    # What the window tells ------------------------------------------------------------------------

    def render_snapshot(self) -> None:
        """States are taken from the snapshot; the graph itself is asked for when it is another."""
        snapshot = self.context.watch.snapshot
        if snapshot is None:
            self._show_empty(tr("Connecting to the core"))
            return
        if not snapshot.modules:
            self._show_empty(
                tr(
                    "No modules yet.\nAdd one above, or put its file into the modules folder: it appears here."
                )
            )
            return
        if shape_of(snapshot) != self._shape and not self._asking and not self._failure:
            self._ask()
        if self._failure:
            self._show_empty(self._failure)
            return
        self._places.setCurrentIndex(0)
        if self._simulated is None:
            looks = self._looks()
            self.view.show_looks(looks)
            self.tree.show_looks(looks)
            self._show_facts()

    def _show_empty(self, text: str) -> None:
        self._empty.setText(text)
        self._places.setCurrentIndex(1)

    def _looks(self) -> dict[str, Look]:
        snapshot = self.context.watch.snapshot
        return {module_id: look(module) for module_id, module in snapshot.modules.items()} if snapshot else {}

    def _names(self) -> dict[str, str]:
        snapshot = self.context.watch.snapshot
        return dict(module_names(snapshot)) if snapshot else {}

    # The graph ------------------------------------------------------------------------------------

    def _ask(self) -> None:
        snapshot = self.context.watch.snapshot
        assert snapshot is not None
        self._asking, self._patience = True, RETRY
        self._shape = shape_of(snapshot)
        ask(self, self.context.core, "graph", {}, self._came, self._failed)

    def _came(self, answer: Mapping[str, Any]) -> None:
        self._asking, self._failure = False, ""
        graph = graph_of(answer, self.context.watch.snapshot)
        if graph == self.graph:
            self._places.setCurrentIndex(0)
            return
        self.end_simulation()
        self.graph = graph
        self._places.setCurrentIndex(0)
        current = self.view.current
        self._legend.show_graph(graph)
        self.view.show_graph(graph, drawn(graph), self._looks())
        self.view.choose(current if current in self.view.nodes else self._first())
        self._show_facts()
        QTimer.singleShot(PAUSE_MS, self, lambda: self._list(graph))

    def _list(self, graph: Graph) -> None:
        """In a turn of its own: of a hundred modules either takes as long as the loop may."""
        if graph is self.graph:
            self.tree.show_graph(graph, self._looks())
            self.tree.choose(self.view.current)

    def draw_anew(self) -> None:
        """The same graph, in another direction of reading."""
        self.view.show_graph(self.graph, drawn(self.graph), self._looks())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.draw_anew()

    def _first(self) -> str | None:
        """What is chosen at the beginning: the worst that there is, else what starts first."""
        looks = self._looks()
        nodes = [node.id for node in self.graph.nodes if node.id in looks]
        order = {node.id: (node.wave if node.wave is not None else -1, node.id) for node in self.graph.nodes}
        return min(nodes, key=lambda module: (looks[module].rank, order[module]), default=None)

    def _failed(self, sentence: str) -> None:
        """Tried again after a few seconds in view."""
        self._asking, self._shape = False, None
        self._failure = tr("The dependencies could not be had: {why}", why=sentence)
        self._show_empty(self._failure)

    def beat(self) -> None:
        if self._failure and not self._asking and self.context.watch.snapshot is not None:
            self._patience -= 1
            if self._patience <= 0:
                self._ask()

    # The chosen module ----------------------------------------------------------------------------

    def _chosen(self, module: str) -> None:
        self.view.choose(module)
        self.tree.choose(module)
        if self._simulated is not None and module != self._simulated:
            self.simulate(module)
        self._show_facts()

    def _show_facts(self) -> None:
        current, snapshot = self.view.current, self.context.watch.snapshot
        module = snapshot.modules.get(current or "") if snapshot else None
        reason = why(module, self._names(), self.context.watch.now) if module is not None else ""
        self.facts.show_node(self.graph, current, look(module) if module is not None else None, reason)

    def _wish(self, what: str) -> None:
        current = self.view.current
        if current is None:
            return
        if what == "simulate":
            self.simulate(current)
        else:
            self.context.choose_module(current)

    # What if --------------------------------------------------------------------------------------

    def simulate(self, module: str) -> None:
        """Show what would follow if it failed; nothing is done."""
        self._simulated = module
        self.simulation.wait(self.graph.name(module))
        self._show_simulation(True)

        def came(answer: Mapping[str, Any]) -> None:
            if self._simulated == module:
                names = self._names()
                self.simulation.show_dry_run(dry_run(answer, names), names)
                self._show_moment()

        def failed(sentence: str) -> None:
            if self._simulated == module:
                self.simulation.fail(sentence)

        ask(self, self.context.core, "simulate", {"module": module}, came, failed)

    def _show_simulation(self, shown: bool) -> None:
        self.facts.setVisible(not shown)
        self.simulation.setVisible(shown)
        self._fit_side()

    def _fit_side(self) -> None:
        """Where there is little room, the dry run has the place of the list."""
        narrow = self._splitter.orientation() == Qt.Orientation.Vertical
        ways = QBoxLayout.Direction
        self._beside.setDirection(ways.LeftToRight if narrow else ways.TopToBottom)
        self._beside.setStretch(1, 1 if narrow else 0)
        self.tree.setVisible(not (narrow and self._simulated is not None))

    def _show_moment(self) -> None:
        step = self.simulation.step
        if step is None:
            return
        looks = {**self._looks(), **step.looks}
        self.view.show_looks(looks)
        self.tree.show_looks(looks)
        self.view.show_reached(self.simulation.reached())

    def end_simulation(self) -> None:
        """Back to now."""
        if self._simulated is None:
            return
        self._simulated = None
        self._show_simulation(False)
        self.view.show_reached(None)
        self.render_snapshot()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = Qt.Orientation.Vertical if event.size().width() < STACKED else Qt.Orientation.Horizontal
        if self._splitter.orientation() != wanted:
            self._splitter.setOrientation(wanted)
            self._fit_side()
            self._splitter.setSizes([300, 200] if wanted == Qt.Orientation.Vertical else [900, SIDE_WIDTH])
