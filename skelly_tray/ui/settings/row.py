"""One setting on a page: name and meaning at one side, its editor at the other, below them what there is to say."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from skelly_tray.ui.dialogs.config_fields import LineEditor
from skelly_tray.ui.dialogs.field_row import FieldRow
from skelly_tray.ui.dialogs.frame import Marked
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present.settings_rows import SettingView
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.settings.store import SettingsStore
from skelly_tray.ui.theme import GRID, RADIUS, Theme
from skelly_tray.ui.window.buttons import button

EDITOR_WIDTH = 216
NARROW = 420
"""Pixels below which there is no room for an editor beside the words."""
POINTED_MS = 1600


def turned(parts: QBoxLayout, *, narrow: bool) -> None:
    """Have its parts below each other, or beside each other."""
    wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
    if parts.direction() != wanted:
        parts.setDirection(wanted)


class SettingRow(FieldRow):
    """Follows the store; what is edited in it is stored at once, a typed value when it is finished."""

    def __init__(
        self, key: str, view: SettingView, store: SettingsStore, theme: Theme, needs: str = ""
    ) -> None:
        self.key, self._store, self._theme, self._needs = key, store, theme, needs
        self._pointed = False
        super().__init__(view.field)
        self.editor.while_typing = False
        self.changed.connect(lambda _path, value: store.put(key, value))
        store.changed.connect(self.follow)
        self.follow()

    def place(self) -> None:
        self.origin = paragraph("", "small")
        self.state = Marked(self._theme)
        name = self.field.label
        self.lift = button(tr("Take the override away"), partial(self._store.lift, self.key),
                           tip=tr("What the file says holds again"), quiet=True)  # fmt: skip
        self.again = button(
            tr("Try again"), partial(self._store.try_again, self.key), tip=tr("Store it once more")
        )
        self.give_up = button(tr("Put back"), self._give_up, tip=tr("Show what is in effect"), quiet=True)
        for each in (self.lift, self.again, self.give_up):
            each.setAccessibleName(f"{name}: {each.text()}")
        self.label.setWordWrap(True)
        self.editor.setFixedWidth(EDITOR_WIDTH)
        self.below = QWidget()
        buttons = QHBoxLayout(self.below)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(2 * GRID)
        for each in (self.again, self.give_up, self.lift):
            buttons.addWidget(each)
        buttons.addStretch(1)
        self._control = QWidget()
        control = QVBoxLayout(self._control)
        control.setContentsMargins(0, 0, 0, 0)
        control.setSpacing(GRID)
        control.addWidget(self.editor)
        control.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeading)
        words = QVBoxLayout()
        words.setSpacing(2)
        for widget in (self.label, self.note, self.origin):
            words.addWidget(widget)
        words.addStretch(1)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(3 * GRID)
        self._parts.addLayout(words, 1)
        self._parts.addWidget(self._control, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(self._parts)
        for part in (self.wrong, self.state, self.below):
            layout.addWidget(part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside the words, the editor is below them."""
        super().resizeEvent(event)
        turned(self._parts, narrow=event.size().width() < NARROW)

    def follow(self) -> None:
        """Show what the store has of it."""
        view = self._store.view(self.key)
        self.setEnabled(view is not None and self._store.writable)
        if view is None:
            return
        self.take(view.field)
        off = bool(self._needs) and not self._store.is_on(self._needs)
        self.editor.setEnabled(not off)
        self.label.setEnabled(not off)
        self.origin.setText(view.origin)
        self.origin.setVisible(bool(view.origin))
        self.reset.setText(tr("Reset"))
        self.reset.setVisible(view.can_reset)
        usual = view.field.default
        self.reset.setToolTip(tr("Back to the default: {value}", value=usual) if usual else tr("Take it out"))
        self.lift.setVisible(view.lifts)
        self.again.setVisible(self._store.may_try_again(self.key))
        self.give_up.setVisible(self._store.may_give_up(self.key))
        self.below.setVisible(any(not each.isHidden() for each in (self.lift, self.again, self.give_up)))
        error = self._store.error(self.key)
        self.tell(error)
        state = None if error else self._store.state(self.key)
        self.state.show_lines([state] if state else [])
        self.state.setVisible(state is not None)

    @property
    def is_typing(self) -> bool:
        """Something is typed here that has not been asked for."""
        return isinstance(self.editor, LineEditor) and self.editor.is_typing

    def finish(self) -> None:
        """What is being typed is asked for."""
        if isinstance(self.editor, LineEditor):
            self.editor.finish()

    def forget(self) -> None:
        """What is being typed, or was refused, is put away."""
        self._give_up()
        self.follow()

    def point_at(self) -> None:
        """Bring the eye and the keyboard here."""
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._mark(True)
        QTimer.singleShot(POINTED_MS, self, lambda: self._mark(False))

    def _mark(self, marked: bool) -> None:
        self._pointed = marked
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of one that is pointed at; its parts draw themselves."""
        if self._pointed:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.colours.chosen))
            painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)

    def _give_up(self) -> None:
        if isinstance(self.editor, LineEditor):
            self.editor.forget()
        self._store.give_up(self.key)
