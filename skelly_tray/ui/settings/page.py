"""What every page of the settings window is: a title, groups of rows, made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from skelly_tray.ui.dialogs.frame import clear, scrolled
from skelly_tray.ui.given import Given
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present.settings_pages import NEEDS, Section, sections_of
from skelly_tray.ui.settings.row import NARROW, SettingRow, turned
from skelly_tray.ui.settings.store import SettingsStore
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.buttons import hairline


@dataclass(frozen=True, slots=True)
class SettingsContext:
    """What pages are made from. key, title, told: of the page. turn_to: another page by its key, and a place on it."""

    given: Given
    store: SettingsStore
    key: str
    title: str
    told: str
    turn_to: Callable[[str, str], None]


class SettingsPage(QWidget):
    """above and below: for what is no key, over and under the rows of the page's keys.

    A page asks for nothing before it is `entered`. fills: what is below takes all the room that is left."""

    fills = False

    def __init__(self, context: SettingsContext) -> None:
        super().__init__()
        self.context = context
        self.given, self.store = context.given, context.store
        self.rows: dict[str, SettingRow] = {}
        self.anchors: dict[str, QWidget] = {}
        self.after: QWidget | None = None
        """What Tab comes from."""
        self.above, self.below = QVBoxLayout(), QVBoxLayout()
        self._keys = QVBoxLayout()
        content = QVBoxLayout()
        content.setSpacing(2 * GRID)
        heading = QLabel(context.title)
        heading.setProperty("role", "title")
        told = paragraph(context.told, "muted")
        for widget in (heading, told):
            widget.setIndent(2 * GRID)
            content.addWidget(widget)
        for part in (self.above, self._keys, self.below):
            part.setSpacing(GRID)
            content.addLayout(part, 1 if self.fills and part is self.below else 0)
        if not self.fills:
            content.addStretch(1)
        self._content = content
        self.area: QScrollArea = scrolled(content)
        self.area.setAccessibleName(context.title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        self.build()
        self.store.shaped.connect(self._reshape)
        self._reshape()

    def build(self) -> None:
        """Fill `above` and `below`."""

    def entered(self) -> None:
        """It is shown: time to ask for what may be another by now."""

    def sections(self) -> Iterable[Section]:
        """The groups of its keys."""
        return sections_of(self.context.key)

    def make_rows(self) -> None:
        """The rows of all keys that there are, anew."""
        clear(self._keys)
        self.rows = {}
        if not self.store.readable:
            return
        for section in self.sections():
            keys = [key for key in section.keys if self.store.view(key) is not None]
            if keys:
                self._keys.addWidget(section_title(section.title))
                if section.note:
                    note = paragraph(section.note, "small")
                    note.setIndent(2 * GRID)
                    self._keys.addWidget(note)
                for number, key in enumerate(keys):
                    if number:
                        self._keys.addWidget(hairline())
                    self._keys.addWidget(self.row(key))

    def _reshape(self) -> None:
        self.make_rows()
        self.order_tabs()

    def order_tabs(self) -> None:
        """Tab goes from top to bottom, whatever was made first."""
        before = self.after
        for widget in _reached(self._content):
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget

    def row(self, key: str) -> SettingRow:
        """The row of that key, which there must be."""
        view = self.store.view(key)
        assert view is not None
        made = self.rows[key] = SettingRow(key, view, self.store, self.given.theme, NEEDS.get(key, ""))
        return made

    def point_at(self, anchor: str) -> None:
        """Show that place of the page, and put the keyboard there."""
        row = self.rows.get(anchor)
        place = row or self.anchors.get(anchor)
        if place is None:
            return
        self._content.activate()
        self.area.ensureWidgetVisible(place, 0, 12 * GRID)
        if row is not None:
            row.point_at()
        else:
            place.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _reached(layout: QLayout) -> Iterator[QWidget]:
    """What Tab reaches in it, as it stands."""
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if inner is None and widget is not None:
            inner = widget.layout()
        if inner is not None:
            yield from _reached(inner)
        elif widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget


def section_title(text: str) -> QWidget:
    """A heading with room above it."""
    box = QFrame()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(2 * GRID, 4 * GRID, 0, GRID)
    label = QLabel(text)
    label.setProperty("role", "section")
    layout.addWidget(label)
    return box


class ActionRow(QWidget):
    """What is no key, in the shape of one: a name and what there is to say at one side, controls at the other."""

    def __init__(self, title: str, told: QWidget, control: QWidget) -> None:
        super().__init__()
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self._parts.setSpacing(3 * GRID)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(paragraph(title))
        words.addWidget(told)
        self._parts.addLayout(words, 1)
        self._parts.addWidget(control, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        turned(self._parts, narrow=event.size().width() < NARROW)
