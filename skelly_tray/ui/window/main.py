"""The main window: header, the pages, the foot, and when each of them is told what."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from skelly_tray.ui.dialogs.style import fields_style
from skelly_tray.ui.focus_ring import FocusRing
from skelly_tray.ui.icons import tray_icon
from skelly_tray.ui.importing import Importing, in_steps, loaded
from skelly_tray.ui.ports import Core
from skelly_tray.ui.preferences import Preferences
from skelly_tray.ui.present.guide import chapter_of
from skelly_tray.ui.present.headline import Mood, configuration_trouble, cost, headline, worst_trouble
from skelly_tray.ui.present.rows import can_start, can_stop
from skelly_tray.ui.theme import Theme, qt_palette, style_sheet
from skelly_tray.ui.trash_watch import TrashWatch
from skelly_tray.ui.watch import SnapshotWatch
from skelly_tray.ui.window.buttons import hairline
from skelly_tray.ui.window.details import DetailsPane
from skelly_tray.ui.window.foot import Foot
from skelly_tray.ui.window.header import Header
from skelly_tray.ui.window.heartbeat import Heartbeat
from skelly_tray.ui.window.model import ModuleTableModel
from skelly_tray.ui.window.modules_page import ModulesPage
from skelly_tray.ui.window.pages import PAGES, Page, PageContext, Wish, entry_of
from skelly_tray.ui.window.strip import TroubleStrip
from skelly_tray.ui.window.table import ModuleTable


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
        self._watch = watch
        self._theme = theme
        self._preferences = preferences
        self._context = PageContext(
            core, watch, trash, theme, preferences, wish, self.choose_module, lambda: self.heartbeat.running
        )
        self._pages: dict[str, Page] = {}
        self._in_view: Page | None = None
        self._begun = False
        self._wanted = ""
        self.setObjectName("main-window")
        self.setWindowTitle("Skelly Tray")
        self.setWindowIcon(tray_icon(Mood.HEALTHY))
        self.setMinimumSize(560, 420)
        self.resize(1180, 760)
        self._build()
        FocusRing(self, theme)
        self._connect()
        self._restyle()
        geometry = preferences.layout("window")
        if geometry is not None:
            self.restoreGeometry(geometry)

    # Construction ---------------------------------------------------------------------------------

    def _build(self) -> None:
        self.heartbeat = Heartbeat(self)
        self.header = Header(self._theme)
        self.foot = Foot(self._theme)
        self._stack = QStackedWidget()
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget, stretch in ((self.header, 0), (hairline(), 0), (self._stack, 1), (self.foot, 0)):
            layout.addWidget(widget, stretch)
        self.setCentralWidget(body)
        for key, act in (
            (QKeySequence.StandardKey.Find, self._find),
            (QKeySequence.StandardKey.Close, self.close),
            (QKeySequence.StandardKey.HelpContents, self._help),
            ("Ctrl+,", lambda: self._context.wish("settings", "")),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _connect(self) -> None:
        self.heartbeat.beat.connect(self._beat)
        self.heartbeat.rested.connect(self._leave)
        self._watch.changed.connect(self._snapshot_came)
        self._theme.changed.connect(self._restyle)
        self.header.filter_changed.connect(self._filter)
        self.header.wished.connect(self.all_asked)
        self.header.add_asked.connect(lambda: self._context.wish("add_module", ""))
        self.header.import_asked.connect(lambda: self._context.wish("import_file", ""))
        self.foot.page_chosen.connect(self.open_page)
        self.foot.settings_asked.connect(lambda: self._context.wish("settings", ""))
        self.strip.wished.connect(self._strip_wish)
        self.header.left_filter.connect(lambda: self.table.setFocus())

    def _restyle(self) -> None:
        self.setPalette(qt_palette(self._theme.colours))
        self.setStyleSheet(style_sheet(self._theme.colours) + fields_style(self._theme.colours))

    # Pages ----------------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The one that is shown."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def page_of(self, key: str) -> Page:
        """That page, made if it has not been shown yet. Raises KeyError for a key that is in none of `PAGES`."""
        if key not in self._pages:
            self._pages[key] = entry_of(key).make(self._context)
            self._stack.addWidget(self._pages[key])
            if isinstance(page := self._pages[key], ModulesPage):
                page.filter_lifted.connect(self._lift_filter)
        return self._pages[key]

    def begin(self) -> None:
        """Show the first page; what has been asked of the window before that stays."""
        if not self._begun:
            self.show_page(PAGES[0].key)
            self.table.setFocus()
            self._begun = True

    def show_page(self, key: str) -> None:
        """Raises as `page_of`."""
        self.page_of(key)
        self._turn_to(key)
        self._come_into_view()

    def open_page(self, key: str) -> None:
        """As `show_page`, in steps that the loop goes on between: what a click on a tab asks for. Of several that are
        asked for meanwhile the last one is shown."""
        self._wanted = key
        file = entry_of(key).module
        if key in self._pages or loaded(file):
            self._open_loaded(key)
        else:
            Importing((file,), lambda: self._open_loaded(key), self)

    def _open_loaded(self, key: str) -> None:
        steps = (lambda: self.page_of(key), lambda: self._open_made(key), self._come_into_view)
        in_steps(self, *(steps[1:] if key in self._pages else steps))

    def _open_made(self, key: str) -> None:
        if key == self._wanted:
            self._turn_to(key)

    def _turn_to(self, key: str) -> None:
        page, self._wanted = self._pages[key], key
        with QSignalBlocker(self.foot):  # that a tab is chosen is no wish of the user's
            self.foot.tabs.choose(key)
        self.header.filter.setVisible(page.filters)
        if page is self._in_view:
            return
        self._leave()
        page.take_filter(self.header.filter.text())
        page.render_snapshot()
        self._stack.setCurrentWidget(page)

    def _come_into_view(self) -> None:
        if self.heartbeat.running and self._in_view is not self.page:
            self._beat()

    def _leave(self) -> None:
        if self._in_view is not None:
            self._in_view.leave()
            self._in_view = None

    def _beat(self) -> None:
        """Once a second while we can be seen."""
        page = self.page
        if self._in_view is not page:
            self._in_view = page
            page.enter()
        page.beat()
        self._render_frame()

    @property
    def place(self) -> tuple[str, str]:
        """Where the user is: the page, and the module that is chosen."""
        key = next(key for key, page in self._pages.items() if page is self.page)
        return key, self.table.current_id or ""

    def go_to(self, place: tuple[str, str]) -> None:
        """To a `place` of a window before this one."""
        key, module_id = place
        if module_id:
            self.modules.choose(module_id, "", None)
        self.show_page(key)

    # The page of the modules ----------------------------------------------------------------------

    @property
    def modules(self) -> ModulesPage:
        page = self.page_of("modules")
        assert isinstance(page, ModulesPage)
        return page

    @property
    def table(self) -> ModuleTable:
        return self.modules.table

    @property
    def model(self) -> ModuleTableModel:
        return self.modules.model

    @property
    def details(self) -> DetailsPane:
        return self.modules.details

    @property
    def strip(self) -> TroubleStrip:
        return self.foot.strip

    def _lift_filter(self) -> None:
        self.header.filter.clear()

    def choose_module(self, module_id: str, tab: str = "", time: float | None = None) -> None:
        """Show that module, and that tab of its details if one is named, at that time (seconds since the epoch)."""
        self.show_page("modules")
        self.modules.choose(module_id, tab, time)

    def _strip_wish(self, what: str, module_id: str) -> None:
        if what in ("logs", "why"):
            self.choose_module(module_id, what)
        elif what == "config" and not module_id:
            self.show_page("system")  # where all issues of the system are
        else:
            self._context.wish(what, module_id)

    # Snapshots ------------------------------------------------------------------------------------

    def _snapshot_came(self) -> None:
        if self.isVisible():
            self.render_snapshot()

    def render_snapshot(self) -> None:
        """Show the newest snapshot."""
        self.page.render_snapshot()
        self._render_frame()

    def _render_frame(self) -> None:
        snapshot, now, elapsed = self._watch.snapshot, self._watch.now, self._watch.elapsed
        self.foot.tabs.show_tabs({page.key for page in PAGES if page.wanted(snapshot)})
        modules = snapshot.modules if snapshot else {}
        self.header.show_headline(
            headline(snapshot, elapsed),
            can_start=any(map(can_start, modules.values())),
            can_stop=any(map(can_stop, modules.values())),
        )
        trouble = worst_trouble(snapshot, now=now, elapsed=elapsed) or configuration_trouble(snapshot)
        retry = trouble is not None and trouble.can_retry and can_start(modules[trouble.module])
        self.foot.show_trouble(trouble, cost(snapshot) if snapshot else "", retry)

    def _filter(self, words: str) -> None:
        self.page.take_filter(words)

    def _find(self) -> None:
        """The filter, on a page that has none on that of the modules."""
        if not self.page.filters:
            self.show_page("modules")
        self.header.filter.setFocus()
        self.header.filter.selectAll()

    def _help(self) -> None:
        """The guide, at the chapter of what is looked at."""
        page = next(key for key, page in self._pages.items() if page is self.page)
        places = (self.details.tab, page) if page == "modules" else (page,)
        self._context.wish(f"guide#{chapter_of(*places)}", "")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Never quits: the application hides us, or asks what is meant when there is no tray."""
        self.remember_layout()
        event.ignore()
        self.closing.emit()

    def remember_layout(self) -> None:
        self._preferences.remember_layout("window", self.saveGeometry())
        for page in self._pages.values():
            page.remember_layout()
        self._preferences.save()
