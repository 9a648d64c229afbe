"""The top of the window: the system in one line, a filter, and what one can do with all modules."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QWidget

from skelly_tray.ui.present.headline import Headline, is_news
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.spoken import announce
from skelly_tray.ui.symbols import symbol_pixmap
from skelly_tray.ui.theme import GRID, Theme
from skelly_tray.ui.window.buttons import button
from skelly_tray.ui.window.elided import ElidedLabel

NARROW = 920
"""Pixels below which the actions are in a menu."""
HEADLINE = 400
"""Pixels that the headline keeps beside the buttons, which are wider in some languages."""


class Header(QWidget):
    """wished: start, restart or stop, for all. filter_changed: the words."""

    wished = Signal(str)
    filter_changed = Signal(str)
    add_asked = Signal()
    import_asked = Signal()
    left_filter = Signal()
    """The user goes on to what was found."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._headline: Headline | None = None
        self._symbol = QLabel()
        self._symbol.setFixedSize(18, 18)
        self._text = ElidedLabel()
        self._text.setProperty("role", "headline")
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter"))
        self.filter.setAccessibleName(tr("Filter modules"))
        self.filter.setToolTip(tr("Words of a name, a state or a reason (Ctrl+F)"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(176)
        self.filter.setMinimumWidth(96)
        self.filter.textChanged.connect(self.filter_changed)
        self.filter.installEventFilter(self)
        self._make_buttons()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._symbol)
        layout.addWidget(self._text, 1)
        for each in (self.filter, *self._actions, self.all):
            layout.addWidget(each)
        theme.changed.connect(self._recolour)

    def _make_buttons(self) -> None:
        self.start_all = button(
            tr("Start all"), lambda: self.wished.emit("start"), tip=tr("Start every module")
        )
        self.restart_all = button(
            tr("Restart all"), lambda: self.wished.emit("restart"), tip=tr("Restart every module")
        )
        self.stop_all = button(
            tr("Stop all"), lambda: self.wished.emit("stop"), tip=tr("Stop every module, in order")
        )
        self.add = button(
            tr("Add module…"), self.add_asked.emit, tip=tr("Add one from its command line"), key="Ctrl+N"
        )
        self.bring_in = button(
            tr("Import…"),
            self.import_asked.emit,
            tip=tr("Add those of a file of another supervisor"),
            key="Ctrl+Shift+N",
        )
        self.all = button(tr("All…"), self._show_menu, tip=tr("Start, restart or stop all, or add modules"))
        self.all.hide()
        self._keys = (
            QShortcut(QKeySequence("Ctrl+N"), self, self.add_asked.emit),
            QShortcut(QKeySequence("Ctrl+Shift+N"), self, self.import_asked.emit),
        )

    @property
    def _actions(self) -> tuple[QPushButton, ...]:
        return (self.start_all, self.restart_all, self.stop_all, self.add, self.bring_in)

    def show_headline(self, headline: Headline, *, can_start: bool, can_stop: bool) -> None:
        if headline != self._headline:
            before, self._headline = self._headline, headline
            self._text.setText(headline.text)
            self.setAccessibleName(headline.text)
            self._recolour()
            if before is not None and is_news(before, headline):
                announce(self, headline.text)
        self.start_all.setEnabled(can_start)
        self.stop_all.setEnabled(can_stop)
        self.restart_all.setEnabled(can_stop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room, the headline matters more: a menu offers the same."""
        super().resizeEvent(event)
        taken = sum(each.sizeHint().width() + 2 * GRID for each in self._actions) + self.filter.minimumWidth()
        wide = event.size().width() >= max(NARROW, taken + HEADLINE)
        for each in self._actions:
            each.setVisible(wide)
        self.all.setVisible(not wide)
        for key in self._keys:
            key.setEnabled(not wide)  # a hidden button does not hear its own

    def _show_menu(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for each in (self.start_all, self.restart_all, self.stop_all):
            action = menu.addAction(each.text(), each.click)
            action.setEnabled(each.isEnabled())
        menu.addSeparator()
        menu.addAction(self.add.text(), self.add_asked.emit)
        menu.addAction(self.bring_in.text(), self.import_asked.emit)
        menu.popup(self.all.mapToGlobal(self.all.rect().bottomLeft()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the filter, Escape clears it, and Down or Return go on to the rows; an empty one is left by Escape."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
                case Qt.Key.Key_Escape:
                    if self.filter.text():
                        self.filter.clear()
                    else:
                        self.left_filter.emit()
                    return True
                case Qt.Key.Key_Down | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self.left_filter.emit()
                    return True
                case _:
                    pass
        return super().eventFilter(watched, event)

    def _recolour(self) -> None:
        if self._headline:
            colour = self._theme.colours.tone(self._headline.tone)
            self._symbol.setPixmap(symbol_pixmap(self._headline.symbol, colour, 18, self.devicePixelRatioF()))
