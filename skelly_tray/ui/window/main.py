"""The main window: header, table, details, strip, and the traffic between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from skelly_tray.ui.asking import ask
from skelly_tray.ui.icons import tray_icon
from skelly_tray.ui.ports import Core
from skelly_tray.ui.preferences import Preferences
from skelly_tray.ui.present.headline import Mood, cost, headline, worst_trouble
from skelly_tray.ui.present.rows import ModuleRow, filtered, module_names, module_rows
from skelly_tray.ui.present.series import SeriesStore
from skelly_tray.ui.present.spans import LIVE
from skelly_tray.ui.theme import Theme, qt_palette, style_sheet
from skelly_tray.ui.trash_watch import TrashWatch
from skelly_tray.ui.watch import SnapshotWatch
from skelly_tray.ui.window.buttons import hairline
from skelly_tray.ui.window.details import DetailsPane
from skelly_tray.ui.window.header import Header
from skelly_tray.ui.window.heartbeat import Heartbeat
from skelly_tray.ui.window.model import ModuleTableModel
from skelly_tray.ui.window.module_menu import module_menu, more_menu
from skelly_tray.ui.window.plot_feed import PlotFeed
from skelly_tray.ui.window.strip import TroubleStrip
from skelly_tray.ui.window.table import SPARK_POINTS, ModuleTable

FRESH = 5.0
"""Seconds: an older sample is not shown as the current figure."""

Wish = Callable[[str, str], None]
"""(what, module): start, stop, restart, logs, why, config, what_if, trash."""


class MainWindow(QMainWindow):
    """Hides when it is closed; `closing` lets the application say so, or ask, and `all_asked` acts on all."""

    closing = Signal()
    all_asked = Signal(str)

    def __init__(
        self,
        core: Core,
        watch: SnapshotWatch,
        trash: TrashWatch,
        theme: Theme,
        preferences: Preferences,
        wish: Wish,
    ) -> None:
        super().__init__()
        self._core = core
        self._watch = watch
        self._trash = trash
        self._theme = theme
        self._preferences = preferences
        self._wish = wish
        self._store = SeriesStore(keep=float(LIVE))
        self._feed = PlotFeed(self._ask_samples, self._store, lambda: self._watch.now, self._draw_curves)
        self._last_beat = 0.0
        self.setObjectName("main-window")
        self.setWindowTitle("Skelly Tray")
        self.setWindowIcon(tray_icon(Mood.HEALTHY))
        self.setMinimumSize(560, 420)
        self.resize(1120, 720)
        self._build()
        self._connect()
        self._restyle()
        self._restore()
        self.render_snapshot()

    # Construction ---------------------------------------------------------------------------------

    def _build(self) -> None:
        self.header = Header(self._theme)
        self.model = ModuleTableModel()
        self.table = ModuleTable(self.model, self._theme, self._spark)
        self.details = DetailsPane(self._theme)
        self.strip = TroubleStrip(self._theme)
        self._empty = QLabel(
            "No modules yet.\nAdd a file to the modules folder of the configuration, and it appears here."
        )
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "muted")
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.table)
        self._splitter.addWidget(self.details)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([340, 260])
        self._pages = QStackedWidget()
        self._pages.addWidget(self._splitter)
        self._pages.addWidget(self._empty)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget, stretch in ((self.header, 0), (hairline(), 0), (self._pages, 1), (self.strip, 0)):
            layout.addWidget(widget, stretch)
        self.setCentralWidget(body)
        self.table.setFocus()
        for key, act in (
            (QKeySequence(QKeySequence.StandardKey.Find), self.header.filter.setFocus),
            (QKeySequence(QKeySequence.StandardKey.Close), self.close),
        ):
            QShortcut(key, self).activated.connect(act)

    def _connect(self) -> None:
        self.heartbeat = Heartbeat(self)
        self.heartbeat.beat.connect(self._beat)
        self._watch.changed.connect(self._snapshot_came)
        self._theme.changed.connect(self._restyle)
        self.header.filter_changed.connect(lambda _words: self.render_snapshot())
        self.header.wished.connect(self.all_asked)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda module_id: self._wish("why", module_id))
        self.table.menu_asked.connect(self._show_menu)
        self.details.more_asked.connect(self._show_more)
        self.table.pointer_left.connect(self.render_snapshot)
        self.details.wished.connect(self._details_wish)
        self.details.span_changed.connect(lambda _span: self._fetch_chosen())
        self.strip.wished.connect(self._wish)

    def _restyle(self) -> None:
        self.setPalette(qt_palette(self._theme.colours))
        self.setStyleSheet(style_sheet(self._theme.colours))

    def _restore(self) -> None:
        geometry, splitter = self._preferences.layout("window"), self._preferences.layout("splitter")
        if geometry is not None:
            self.restoreGeometry(geometry)
        if splitter is not None:
            self._splitter.restoreState(splitter)

    # Snapshots ------------------------------------------------------------------------------------

    def _snapshot_came(self) -> None:
        if self.isVisible():
            self.render_snapshot()

    def rows(self) -> list[ModuleRow]:
        """The rows as of now, filter applied."""
        snapshot = self._watch.snapshot
        if snapshot is None:
            return []
        now = self._watch.now
        usage = self._store.usage(now - FRESH)
        rows = module_rows(snapshot, now=now, elapsed=self._watch.elapsed, usage=usage)
        return filtered(rows, self.header.filter.text())

    def render_snapshot(self) -> None:
        """Show the newest snapshot. Rows change their places only while the pointer is elsewhere."""
        snapshot = self._watch.snapshot
        now, elapsed = self._watch.now, self._watch.elapsed
        rows = self.rows()
        self._pages.setCurrentIndex(1 if snapshot is not None and not snapshot.modules else 0)
        self.header.show_headline(
            headline(snapshot, elapsed),
            can_start=any(row.can_start for row in rows),
            can_stop=any(row.can_stop for row in rows),
        )
        self.model.take(rows, reorder=not self.table.pointed_at())
        if self.table.current_id is None and rows:
            self.table.choose(rows[0].id)
        self._render_details()
        trouble = worst_trouble(snapshot, now=now, elapsed=elapsed)
        retry = any(
            row.can_start for row in rows if trouble and trouble.can_retry and row.id == trouble.module
        )
        self.strip.show_trouble(trouble, cost(snapshot) if snapshot else "", retry)

    def _render_details(self) -> None:
        chosen = self.table.current_id
        row = self._row_of(chosen)
        names = module_names(self._watch.snapshot) if self._watch.snapshot else {}
        self.details.show_module(row, self._watch.module(chosen) if chosen else None, names)

    # Samples --------------------------------------------------------------------------------------

    def _beat(self) -> None:
        """Once a second while we can be seen: newer samples for all, then one repaint.

        After a time unseen the last minute is fetched for all, and the whole span for the chosen module.
        """
        now = self._watch.now
        unseen = now - self._last_beat > FRESH
        self._last_beat = now
        if unseen:
            self._fetch_chosen()
        else:
            self._feed.beat()
        seconds = SPARK_POINTS if unseen else FRESH
        ask(self, self._core, "samples", {"seconds": seconds}, self._samples_came, self._samples_failed)

    def _samples_came(self, answer: Mapping[str, Any]) -> None:
        self._store.take(answer)
        self.render_snapshot()
        self.table.viewport().update()
        chosen = self.table.current_id
        if self.details.span <= LIVE:
            self._draw_curves()
        elif chosen:
            self.details.show_figures(self._store.of(chosen))

    def _samples_failed(self, _sentence: str) -> None:
        """The core does not answer just now; the header and the rows say what is known."""
        self.render_snapshot()

    def _fetch_chosen(self) -> None:
        """The whole span of the chosen module, once; beats extend it, or fetch it anew when it is time."""
        chosen = self.table.current_id
        if chosen is not None:
            self._feed.choose(chosen, self.details.span)
            self._draw_curves()

    def _ask_samples(self, params: Mapping[str, Any], came: Callable[[Mapping[str, Any]], None]) -> None:
        ask(self, self._core, "samples", params, came, self._samples_failed)

    def _draw_curves(self) -> None:
        chosen, span = self.table.current_id, self.details.span
        if not chosen or not self.heartbeat.running:
            return
        module, live = self._watch.module(chosen), self._store.of(chosen)
        if span <= LIVE:
            self.details.show_series(live, self._watch.now, module)
            return
        past = self._feed.past(chosen, span)  # until it has come, nothing: never the curves of another module
        self.details.show_series(past.series if past else None, past.now if past else self._watch.now, module)
        self.details.show_figures(live)

    def _spark(self, module_id: str) -> list[float]:
        series = self._store.of(module_id)
        return series.cpu_percent[-SPARK_POINTS:] if series else []

    # Wishes ---------------------------------------------------------------------------------------

    def _chosen(self, _module_id: str) -> None:
        self._render_details()
        if self.heartbeat.running:
            self._fetch_chosen()

    def _show_menu(self, module_id: str, place: QPoint) -> None:
        row = self._row_of(module_id)
        if row is not None:
            in_trash = module_id in self._trash.modules
            module_menu(row, self._details_wish, in_trash=in_trash, parent=self).popup(place)

    def _show_more(self, place: QPoint) -> None:
        row = self._row_of(self.details.module_id)
        if row is not None:
            in_trash, narrow = row.id in self._trash.modules, self.details.narrow
            more_menu(row, self._details_wish, in_trash=in_trash, narrow=narrow, parent=self).popup(place)

    def _row_of(self, module_id: str | None) -> ModuleRow | None:
        number = self.model.number_of(module_id) if module_id else None
        return None if number is None else self.model.row(number)

    def _details_wish(self, what: str) -> None:
        chosen = self.details.module_id
        if chosen is None:
            return
        if what == "open":
            module = self._watch.module(chosen)
            if module is not None and module.url:
                QDesktopServices.openUrl(QUrl(module.url))
        else:
            self._wish(what, chosen)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Never quits: the application hides us, or asks what is meant when there is no tray."""
        self.remember_layout()
        event.ignore()
        self.closing.emit()

    def remember_layout(self) -> None:
        self._preferences.remember_layout("window", self.saveGeometry())
        self._preferences.remember_layout("splitter", self._splitter.saveState())
        self._preferences.save()
