"""The page of the modules: the list, the details of the chosen one, and the samples that both are drawn from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedLayout

from skelly_tray.ui.asking import ask
from skelly_tray.ui.desk import DIALOGS
from skelly_tray.ui.present.rows import ModuleRow, filtered, module_names, module_rows, ordered
from skelly_tray.ui.present.series import SeriesStore
from skelly_tray.ui.present.spans import LIVE
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.details import OVERVIEW, DetailsPane
from skelly_tray.ui.window.doing import Doing
from skelly_tray.ui.window.empty import NoModules
from skelly_tray.ui.window.model import ModuleTableModel
from skelly_tray.ui.window.module_menu import module_menu, more_menu
from skelly_tray.ui.window.pages import Page, PageContext
from skelly_tray.ui.window.plot_feed import PlotFeed
from skelly_tray.ui.window.sparks import SPARK_POINTS
from skelly_tray.ui.window.table import ModuleTable

FRESH = 5.0
"""Seconds: an older sample is not shown as the current figure."""

DETAILS_WIDTH = 480
"""Pixels of the details at the least, where the user has not said otherwise: all tabs have room."""

STACKED = 820
"""Pixels of width below which the details stand under the list instead of beside it."""


class ModulesPage(Page):
    filters = True
    filter_lifted = Signal()
    """A module is to be shown that the filter hides."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._core = context.core
        self._watch = context.watch
        self._words = ""
        self._awaited = ""
        self._store = SeriesStore(keep=float(LIVE))
        self._feed = PlotFeed(self._ask_samples, self._store, lambda: self._watch.now, self._draw_curves)
        self._entered = False
        self._span_asked: float = FRESH
        self._build()
        self._connect()
        self._doing = Doing(context, self.details.remarks, self)

    def _build(self) -> None:
        self.model = ModuleTableModel()
        self.table = ModuleTable(self.model, self.context.theme, self._sparks)
        self.details = DetailsPane(self._core, self._watch, self.context.theme, self.choose)
        self._empty = NoModules(
            lambda: self.context.wish("add_module", ""), lambda: self.context.wish("import_file", "")
        )
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.table)
        room = QScrollArea()  # in a low window the details are scrolled to, and not squeezed
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setWidgetResizable(True)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setMinimumSize(340, 140)
        room.setWidget(self.details)
        self._splitter.addWidget(room)
        self._places = QStackedLayout(self)
        self._places.addWidget(self._splitter)
        self._places.addWidget(self._empty)
        self._laid_out = False

    def _connect(self) -> None:
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _module_id: self._open_details())
        self.table.sort_changed.connect(self.render_snapshot)
        self.table.menu_asked.connect(self._show_menu)
        self.table.pointer_left.connect(self.render_snapshot)
        self.details.more_asked.connect(self._show_more)
        self.details.wished.connect(self._details_wish)
        self.details.span_changed.connect(lambda _span: self._fetch_chosen())
        self.details.tab_changed.connect(lambda _tab: self._fetch_chosen())

    # What the window tells ------------------------------------------------------------------------

    def enter(self) -> None:
        """After a time unseen the last minute is fetched for all, and the whole span for the chosen module."""
        self._entered = True
        self.details.enter()
        self._fetch_chosen()
        self._span_asked = SPARK_POINTS

    def leave(self) -> None:
        self._entered = False
        self.details.leave()

    def beat(self) -> None:
        if self._curves_shown():
            self._feed.beat()
        ask(
            self,
            self._core,
            "samples",
            {"seconds": self._span_asked},
            self._samples_came,
            self._samples_failed,
        )
        self._span_asked = FRESH
        self.details.beat()

    def take_filter(self, words: str) -> None:
        if words != self._words:
            self._words = words
            self.render_snapshot()

    def choose(self, module_id: str, tab: str = "", time: float | None = None) -> None:
        """Select the module, also one that the filter hides (which is lifted then), and that tab of its details, which
        leads to `time` (seconds since the epoch)."""
        if self.model.number_of(module_id) is None and self._words and self._watch.module(module_id):
            self.filter_lifted.emit()
        self.table.choose(module_id)
        if tab:
            self.details.show_tab(tab, time)

    def choose_when_there(self, module_id: str) -> None:
        """Select a module that the next snapshots will have."""
        self._awaited = module_id
        self._choose_awaited()

    def _choose_awaited(self) -> None:
        if self._awaited and self._watch.module(self._awaited) is not None:
            awaited, self._awaited = self._awaited, ""
            self.choose(awaited)

    # Layout ---------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= STACKED + self._details_width() - DETAILS_WIDTH
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self._splitter.orientation() != wanted or not self._laid_out:
            if self._laid_out:
                self._remember_splitter()
            self._laid_out = True
            self._splitter.setOrientation(wanted)
            self._restore_splitter()

    def _details_width(self) -> int:
        """In some languages the tabs need more."""
        return max(DETAILS_WIDTH, self.details.tabs.sizeHint().width() + 8 * GRID)

    def _splitter_name(self) -> str:
        return "splitter" if self._splitter.orientation() == Qt.Orientation.Vertical else "splitter_beside"

    def _remember_splitter(self) -> None:
        self.context.preferences.remember_layout(self._splitter_name(), self._splitter.saveState())

    def _restore_splitter(self) -> None:
        state = self.context.preferences.layout(self._splitter_name())
        orientation = self._splitter.orientation()
        if state is not None:
            self._splitter.restoreState(state)
            self._splitter.setOrientation(orientation)
            return
        if orientation == Qt.Orientation.Vertical:
            whole, list_size = self.height(), self.height() * 2 // 5
        else:
            whole, list_size = self.width(), min(self.width() * 9 // 20, self.width() - self._details_width())
        self._splitter.setSizes([list_size, whole - list_size])

    def remember_layout(self) -> None:
        if self._laid_out:
            self._remember_splitter()

    # Snapshots ------------------------------------------------------------------------------------

    def rows(self) -> list[ModuleRow]:
        """The rows as of now, filter applied."""
        snapshot = self._watch.snapshot
        if snapshot is None:
            return []
        now = self._watch.now
        usage = self._store.usage(now - FRESH)
        rows = filtered(module_rows(snapshot, now=now, elapsed=self._watch.elapsed, usage=usage), self._words)
        by, descending = self.model.sorting
        return ordered(rows, by, descending=descending)

    def render_snapshot(self) -> None:
        """Show the newest snapshot. Rows change their places only while the pointer is elsewhere."""
        snapshot = self._watch.snapshot
        rows = self.rows()
        self._places.setCurrentIndex(1 if snapshot is not None and not snapshot.modules else 0)
        kept = self.table.top_row()
        self.model.take(rows, reorder=not self.table.pointed_at())
        self.table.fit_rows()
        self.table.keep_top_row(kept)
        if self.table.current_id is None and rows:
            self.table.choose(rows[0].id)
        self._choose_awaited()
        self._render_details()

    def _render_details(self) -> None:
        chosen = self.table.current_id
        row = self._row_of(chosen)
        names = module_names(self._watch.snapshot) if self._watch.snapshot else {}
        self.details.show_module(row, self._watch.module(chosen) if chosen else None, names)

    # Samples --------------------------------------------------------------------------------------

    def _curves_shown(self) -> bool:
        return self._entered and self.details.tab == OVERVIEW

    def _samples_came(self, answer: Mapping[str, Any]) -> None:
        self._store.take(answer)
        if not self._entered:
            return
        self.render_snapshot()
        self.table.redraw_sparks()
        chosen = self.table.current_id
        if self.details.span <= LIVE:
            self._draw_curves()
        elif chosen and self._curves_shown():
            self.details.show_figures(self._store.of(chosen))

    def _samples_failed(self, _sentence: str) -> None:
        """The core does not answer just now; the header and the rows say what is known."""
        self.render_snapshot()

    def _fetch_chosen(self) -> None:
        """The whole span of the chosen module, once; beats extend it, or fetch it anew when it is time."""
        chosen = self.table.current_id
        if chosen is not None and self._curves_shown():
            self._feed.choose(chosen, self.details.span)
            self._draw_curves()

    def _ask_samples(self, params: Mapping[str, Any], came: Callable[[Mapping[str, Any]], None]) -> None:
        ask(self, self._core, "samples", params, came, self._samples_failed)

    def _draw_curves(self) -> None:
        chosen, span = self.table.current_id, self.details.span
        if not chosen or not self._curves_shown():
            return
        module, live = self._watch.module(chosen), self._store.of(chosen)
        if span <= LIVE:
            self.details.show_series(live, self._watch.now, module)
            return
        past = self._feed.past(chosen, span)  # until it has come, nothing: never the curves of another module
        self.details.show_series(past.series if past else None, past.now if past else self._watch.now, module)
        self.details.show_figures(live)

    def _sparks(self, module_id: str) -> tuple[Sequence[float], Sequence[float]]:
        series = self._store.of(module_id)
        if series is None:
            return [], []
        return series.cpu_percent[-SPARK_POINTS:], series.memory_mb[-SPARK_POINTS:]

    # Wishes ---------------------------------------------------------------------------------------

    def _chosen(self, _module_id: str) -> None:
        self._render_details()
        if self._entered:
            self._fetch_chosen()

    def _open_details(self) -> None:
        """Return in the list leads into the details, to the story of a module in trouble."""
        row = self._row_of(self.table.current_id)
        if row is not None and row.look.rank.trouble:
            self.details.show_tab("why")
        self.details.tabs.setFocus()

    def _show_menu(self, module_id: str, place: QPoint) -> None:
        row = self._row_of(module_id)
        if row is not None:
            in_trash = module_id in self.context.trash.modules
            module_menu(row, self._details_wish, in_trash=in_trash, parent=self).popup(place)

    def _show_more(self, place: QPoint) -> None:
        row = self._row_of(self.details.module_id)
        if row is not None:
            in_trash, narrow = row.id in self.context.trash.modules, self.details.narrow
            more_menu(row, self._details_wish, in_trash=in_trash, narrow=narrow, parent=self).popup(place)

    def _row_of(self, module_id: str | None) -> ModuleRow | None:
        number = self.model.number_of(module_id) if module_id else None
        return None if number is None else self.model.row(number)

    def _details_wish(self, what: str) -> None:
        chosen = self.details.module_id
        if chosen is None:
            return
        match what:
            case "open":
                module = self._watch.module(chosen)
                if module is not None and module.url:
                    QDesktopServices.openUrl(QUrl(module.url))
            case "folder":
                self._doing.open_folder(chosen)
            case "disable":
                self._doing.ask_to_disable(chosen)
            case "enable":
                self._doing.enable(chosen)
            case "logs" | "why":
                self.details.show_tab(what)
            case "start" | "stop" | "restart":
                self.context.wish(what, chosen)
            case _ if what.partition("#")[0] in DIALOGS:
                self.context.wish(what, chosen)
            case _:
                self.details.show_tab("why")
