"""The settings window: a search, the list of pages, the chosen page. It remembers its place and its page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from skelly_tray.ui.dialogs.frame import SMALLEST, TITLE_END, ModuleDialog
from skelly_tray.ui.given import Given
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present.looks import Tone
from skelly_tray.ui.present.settings_rows import short
from skelly_tray.ui.present.settings_search import Entry, entries, found_in
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.settings.found import SAID_ROLE, FoundDelegate
from skelly_tray.ui.settings.page import SettingsContext, SettingsPage
from skelly_tray.ui.settings.pages import PAGES
from skelly_tray.ui.settings.row import SettingRow
from skelly_tray.ui.settings.store import SettingsStore
from skelly_tray.ui.settings.style import settings_style
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.buttons import button

LIST_WIDTH = 184
PLACE, PAGE = "settings", "settings_page"
ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)


class SettingsWindow(ModuleDialog):
    def __init__(self, given: Given, parent: QWidget | None = None) -> None:
        super().__init__(tr("Settings"), given.theme, parent)
        self._given = given
        self._pages: dict[str, SettingsPage] = {}
        self._leaving = False
        self.store = SettingsStore(given, self)
        self.setWindowTitle(f"{tr('Settings')}[*]{TITLE_END}")
        self.resize(860, 620)
        self.setMinimumSize(SMALLEST)
        self._build()
        self.store.changed.connect(self._tell)
        given.watch.changed.connect(self._tell)
        geometry = given.own.preferences.layout(PLACE)
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.show_page(given.own.preferences.choice(PAGE))
        self._tell()
        self.list.setFocus()

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search"))
        self.search.setAccessibleName(tr("Search the settings"))
        self.search.setToolTip(tr("Words of a setting, or of what it means (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._look_for)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Pages of settings"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for entry in PAGES:
            self.list.addItem(entry.title())
        self.list.currentRowChanged.connect(self._turned)
        left = QVBoxLayout()
        left.setSpacing(2 * GRID)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        for each in (self.search, self.list):
            each.setFixedWidth(LIST_WIDTH)
        self.trouble = paragraph("", "wrong")
        self.trouble.setAccessibleName(tr("What is wrong with the settings"))
        self.stack = QStackedWidget()
        self.results = QListWidget()
        self.results.setAccessibleName(tr("What was found"))
        self.results.setItemDelegate(FoundDelegate(self._theme, self.results))
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.itemActivated.connect(self._go_to_item)
        self.results.itemClicked.connect(self._go_to_item)
        self.nothing = paragraph("", "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        for page in (self.results, self.nothing):
            self.stack.addWidget(page)
        right = QVBoxLayout()
        right.setSpacing(2 * GRID)
        right.addWidget(self.trouble)
        right.addWidget(self.stack, 1)
        both = QHBoxLayout()
        both.setSpacing(4 * GRID)
        both.addLayout(left)
        both.addLayout(right, 1)
        self.body.addLayout(both, 1)
        self.text = button(tr("Edit as text…"), lambda: self._given.show("config", "orchestrator"),
                           tip=tr("The whole file, its history, and the way back"))  # fmt: skip
        self.close_button = button(tr("Close"), self.close, tip=tr("Close this window"), key="Ctrl+W")
        self.buttons.addWidget(self.text)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.close_button)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self._find)

    def _restyle(self) -> None:
        super()._restyle()
        self.setStyleSheet(self.styleSheet() + settings_style(self._theme.colours))

    # ---- pages

    @property
    def page(self) -> SettingsPage | None:
        """The one that is shown; None while results of a search are."""
        page = self.stack.currentWidget()
        return page if isinstance(page, SettingsPage) else None

    @property
    def page_key(self) -> str:
        """Of the page that is chosen."""
        return PAGES[self.list.currentRow()].key

    def show_page(self, key: str, anchor: str = "") -> None:
        """That page, or the first for a key that there is not; and that place of it."""
        known = [entry.key for entry in PAGES]
        self.search.clear()
        self._turn(known.index(key) if key in known else 0)
        if anchor and self.page is not None:
            self.page.point_at(anchor)

    def page_of(self, key: str) -> SettingsPage:
        """That page, made if it has not been shown yet. Raises KeyError for a key that is in none of `PAGES`."""
        if key not in self._pages:
            entry = {entry.key: entry for entry in PAGES}[key]
            context = SettingsContext(
                self._given, self.store, key, entry.title(), entry.told(), self.show_page
            )
            self._pages[key] = entry.make(context)
            self.stack.addWidget(self._pages[key])
            self._pages[key].after = self.list
            self._pages[key].order_tabs()
        return self._pages[key]

    def _turned(self, row: int) -> None:
        if row >= 0:
            self.search.clear()
            self._turn(row)

    def _turn(self, row: int) -> None:
        self.list.blockSignals(True)
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        page = self.page_of(PAGES[row].key)
        self.stack.setCurrentWidget(page)
        page.entered()
        self._given.own.preferences.remember_choice(PAGE, PAGES[row].key)

    # ---- search

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _look_for(self, words: str) -> None:
        if not words.strip():
            if self.page is None:
                self._turn(max(self.list.currentRow(), 0))
            return
        titles = {entry.key: entry.title() for entry in PAGES}
        known = entries((view.field for view in self.store.views()), titles)
        found = found_in(known, words, titles)
        self.results.clear()
        for entry in found:
            said = " · ".join(part for part in (titles[entry.page], entry.help) if part)
            item = QListWidgetItem(entry.label)
            item.setData(SAID_ROLE, said)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, said)
            item.setToolTip(said)
            item.setData(ENTRY_ROLE, entry)
            self.results.addItem(item)
        self.results.setCurrentRow(0)
        self.nothing.setText(tr("No setting has these words. Escape shows all of them."))
        self.stack.setCurrentWidget(self.results if found else self.nothing)

    def _go_to_item(self, item: QListWidgetItem) -> None:
        entry = item.data(ENTRY_ROLE)
        assert isinstance(entry, Entry)
        self.show_page(entry.page, entry.anchor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search, Down leads to what was found, Return to the first of it."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            found = self.stack.currentWidget() is self.results
            match event.key():
                case Qt.Key.Key_Escape if self.search.text():
                    self.search.clear()
                    return True
                case Qt.Key.Key_Down:
                    (self.results if found else self.list).setFocus()
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    if found and (item := self.results.currentItem()) is not None:
                        self._go_to_item(item)
                    return True
                case _:
                    pass
        return super().eventFilter(watched, event)

    # ---- what is said, and the end

    def _tell(self) -> None:
        trouble = "\n".join(f"■ {short(line)}" for line in self.store.trouble)
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        self.trouble.setToolTip("\n".join(self.store.trouble))
        self.tinted(self.trouble, Tone.BAD)
        self.setWindowModified(self.store.unsaved)
        self._leave_when_stored()

    def reject(self) -> None:
        """Escape and every way to close come here. What is being typed is stored first; what is refused then keeps the
        window open, until it is closed once more."""
        typing = [row for row in self._rows() if row.is_typing]
        if typing and not self._leaving:
            self._leaving = True
            for row in typing:
                row.finish()
            self._leave_when_stored()
        else:
            super().reject()

    def _leave_when_stored(self) -> None:
        if self._leaving and not self.store.busy and not any(row.is_typing for row in self._rows()):
            self._leaving = False
            if not self.store.unsaved:
                super().reject()

    def _rows(self) -> list[SettingRow]:
        return [row for page in self._pages.values() for row in page.rows.values()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return finishes what is typed; it presses no button by the way. Escape leaves a search, or what is being
        typed, before it leaves the window."""
        typing = next((row for row in self._rows() if row.is_typing and row.isVisible()), None)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and typing is not None:
            typing.forget()
        elif event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._given.own.preferences.remember_layout(PLACE, self.saveGeometry())
        self._given.own.preferences.save()
        super().hideEvent(event)
