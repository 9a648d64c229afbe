"""The details of the chosen module: what it is, what is unusual about it, what one can do, and its tabs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from skelly_tray.domain.status import ModuleStatus
from skelly_tray.ui.ports import Core
from skelly_tray.ui.present.remarks import remarks
from skelly_tray.ui.present.rows import NOTHING, ModuleRow, history
from skelly_tray.ui.present.series import Series
from skelly_tray.ui.present.words import tr, trn
from skelly_tray.ui.symbols import symbol_pixmap
from skelly_tray.ui.theme import GRID, Theme
from skelly_tray.ui.watch import SnapshotWatch
from skelly_tray.ui.window.buttons import button, hairline
from skelly_tray.ui.window.detail_tabs import detail_tabs
from skelly_tray.ui.window.detail_view import DetailContext, DetailView
from skelly_tray.ui.window.elided import ElidedLabel
from skelly_tray.ui.window.overview import Overview
from skelly_tray.ui.window.remark_lines import RemarkLines
from skelly_tray.ui.window.tabs import Tabs

NARROW = 620
"""Pixels below which what is wanted less often goes to the menu behind *More*."""

TABS_HEIGHT = 200
"""Pixels that the tabs have at the least; where there are fewer, the pane is scrolled."""

OVERVIEW = "overview"


class DetailsPane(QWidget):
    """wished: start, stop, restart, config, open and the like, for the module shown. span_changed: seconds."""

    wished = Signal(str)
    span_changed = Signal(int)
    tab_changed = Signal(str)
    more_asked = Signal(QPoint)
    """The menu of what has no button is wanted, at that place on the screen."""

    def __init__(
        self, core: Core, watch: SnapshotWatch, theme: Theme, choose_module: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._theme = theme
        self._watch = watch
        self._row: ModuleRow | None = None
        self._module: ModuleStatus | None = None
        self._seen = False
        self._in_view: DetailView | None = None
        self._context = DetailContext(core, watch, theme, self.wished.emit, self.show_tab, choose_module)
        self._views: dict[str, DetailView] = {}
        self.setMinimumWidth(320)
        self._make_labels()
        self._make_buttons()
        self.remarks = RemarkLines(theme)
        self.remarks.wished.connect(self._remark_wish)
        self._entries = detail_tabs()
        self.tabs = Tabs(tr("Details"), [entry.tab for entry in self._entries], theme)
        self.tabs.chosen.connect(self._tab_chosen)
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(TABS_HEIGHT)
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._content = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._content)
        layout = QVBoxLayout(self._content)
        layout.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(self._heading())
        layout.addWidget(self._facts)
        layout.addWidget(self.remarks)
        layout.addLayout(self._tab_line())
        layout.addWidget(self._stack, 1)
        self._stack.setCurrentWidget(self.view(OVERVIEW))
        theme.changed.connect(self._recolour)

    # Construction ---------------------------------------------------------------------------------

    def _make_labels(self) -> None:
        self._symbol = QLabel()
        self._symbol.setFixedSize(14, 14)
        self._name = ElidedLabel()
        self._name.setProperty("role", "title")
        self._facts = ElidedLabel()
        self._facts.setProperty("role", "muted")

    def _make_buttons(self) -> None:
        def wish(what: str) -> None:
            self.wished.emit(what)

        self.start = button(
            tr("Start"), lambda: wish("start"), tip=tr("Start this module"), key="Ctrl+Return"
        )
        self.stop = button(tr("Stop"), lambda: wish("stop"), tip=tr("Stop this module and keep it stopped"))
        self.restart = button(
            tr("Restart"), lambda: wish("restart"), tip=tr("Stop it and start it again"), key="Ctrl+R"
        )
        self.config = button(tr("Configure…"), lambda: wish("config"), tip=tr("Edit its file"), key="Ctrl+E")
        self.open = button(
            tr("Open"), lambda: wish("open"), tip=tr("Open its page in the browser"), key="Ctrl+O"
        )
        self.more = button(tr("More…"), self._ask_for_more, tip=tr("What if it fails, and more"))
        self._spare_keys = [QShortcut(QKeySequence(key), self) for key in ("Ctrl+E", "Ctrl+O")]
        for key, what in zip(self._spare_keys, ("config", "open"), strict=True):
            key.activated.connect(partial(wish, what))

    def _heading(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        line.addWidget(self._symbol)
        line.addWidget(self._name, 1)
        for each in (self.start, self.stop, self.restart, self.config, self.open, self.more):
            line.addWidget(each)
        return line

    def _tab_line(self) -> QVBoxLayout:
        line = QVBoxLayout()
        line.setSpacing(0)
        line.addWidget(self.tabs)
        line.addWidget(hairline())
        return line

    # Room -----------------------------------------------------------------------------------------

    @property
    def narrow(self) -> bool:
        """There is no room for all buttons."""
        return self.width() < NARROW

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        _set_visible(self.config, not self.narrow)
        _set_visible(self.open, not self.narrow and self._row is not None and bool(self._row.url))
        for key in self._spare_keys:  # a hidden button does not hear its own
            key.setEnabled(self.narrow)

    def _ask_for_more(self) -> None:
        self.more_asked.emit(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    # Tabs -----------------------------------------------------------------------------------------

    @property
    def tab(self) -> str:
        """The key of the chosen tab."""
        return self.tabs.key

    def view(self, key: str) -> DetailView:
        """The view of that tab, made if it has not been shown yet."""
        if key not in self._views:
            entry = next(entry for entry in self._entries if entry.tab.key == key)
            made = self._views[key] = entry.make(self._context)
            if isinstance(made, Overview):
                made.span_changed.connect(self.span_changed)
            self._stack.addWidget(made)
        return self._views[key]

    @property
    def overview(self) -> Overview:
        view = self.view(OVERVIEW)
        assert isinstance(view, Overview)
        return view

    def show_tab(self, key: str, time: float | None = None) -> None:
        """time: that it is to lead to, in seconds since the epoch."""
        self.tabs.choose(key)
        if time is not None:
            self.view(key).go_to(time)

    def _tab_chosen(self, key: str) -> None:
        view = self.view(key)
        if self._in_view is not None:
            self._in_view.leave()
            self._in_view = None
        self._stack.setCurrentWidget(view)
        self._show_in(view)
        self.tab_changed.emit(key)
        if self._seen:
            self.beat()

    def _show_in(self, view: DetailView) -> None:
        if self._row is not None and self._module is not None:
            view.show_module(self._row, self._module)

    def enter(self) -> None:
        self._seen = True

    def leave(self) -> None:
        self._seen = False
        if self._in_view is not None:
            self._in_view.leave()
            self._in_view = None

    def beat(self) -> None:
        """Once a second while it can be seen."""
        view = self.view(self.tab)
        if self._in_view is not view:
            self._in_view = view
            view.enter()
        view.beat()

    # The module -----------------------------------------------------------------------------------

    @property
    def span(self) -> int:
        """Seconds that the time axis covers."""
        return self.overview.span

    @property
    def module_id(self) -> str | None:
        return self._row.id if self._row else None

    def show_module(
        self, row: ModuleRow | None, module: ModuleStatus | None, names: Mapping[str, str]
    ) -> None:
        """Show this module's facts; None for none. names: of all modules, by id."""
        if row is None or self._row is None or row.id != self._row.id:
            self.remarks.end_question()
        self._row, self._module = row, module
        self.setEnabled(row is not None)
        self._content.setVisible(row is not None)
        if row is None or module is None:
            self._name.setText("")
            self._symbol.clear()
            self._facts.setText("")
            self.remarks.show_remarks([])
            return
        self._name.setText(row.name)
        self._recolour()
        self._facts.setText(facts_line(row, module, names))
        self.remarks.show_remarks(remarks(module, self._watch.elapsed))
        _set_visible(self.start, row.can_start)
        _set_visible(self.stop, row.can_stop)
        _set_visible(self.restart, not row.can_start)
        self.restart.setEnabled(row.can_stop)
        self._fit_buttons()
        self._show_in(self.view(self.tab))

    def _remark_wish(self, action: str) -> None:
        if any(entry.tab.key == action for entry in self._entries):
            self.show_tab(action)
        else:
            self.wished.emit(action)

    def show_series(self, series: Series | None, now: float, module: ModuleStatus | None) -> None:
        """Draw the curves; called at most once a second and only while the window is exposed."""
        self.overview.show_series(series, now, module)

    def show_figures(self, series: Series | None) -> None:
        """The newest figures beside the curves, which stay as they are."""
        self.overview.show_figures(series)

    def _recolour(self) -> None:
        if self._row:
            tone = self._theme.colours.tone(self._row.look.tone)
            self._symbol.setAccessibleName(self._row.look.word)
            self._symbol.setPixmap(symbol_pixmap(self._row.symbol, tone, 14, self.devicePixelRatioF()))


def facts_line(row: ModuleRow, module: ModuleStatus, names: Mapping[str, str]) -> str:
    """`running · healthy · pid 4711 · up 2 h · restarted twice · waits for db`."""
    parts = [
        row.state,
        row.health if row.health not in (NOTHING, row.state) else "",
        row.note.text if row.note and row.look.rank.trouble else "",
        tr("pid {pid}", pid=module.pid) if module.pid is not None else "",
        tr("up {time}", time=row.uptime) if row.uptime != NOTHING else "",
        history(module),
        trn("{n} child process", "{n} child processes", module.children) if module.children else "",
        tr("needs {modules}", modules=", ".join(names.get(each, each) for each in module.depends_on))
        if module.depends_on
        else "",
        row.why if not row.look.rank.trouble and row.note is None else "",
    ]
    return " · ".join(part for part in parts if part)


def _set_visible(made: QPushButton, visible: bool) -> None:
    if made.isHidden() == visible:
        made.setVisible(visible)
