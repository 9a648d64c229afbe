"""The editors of a form, one for each kind of value. Each says what is to be set, or that the default is to hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from skelly_tray.ui.dialogs.frame import clear
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present.config_form import IN_ONE_LINE, FieldView
from skelly_tray.ui.present.config_text import typed
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.buttons import button

TYPING_MS = 250
"""So long after the last key a typed value counts."""


class Editor(QWidget):
    """changed: the path, and the value; `None` for the default. wished: a name of a secret that is to be stored, or ""
    for showing the text instead."""

    changed = Signal(tuple, object)
    wished = Signal(str)
    while_typing = True
    """Whether a typed value counts after a pause; else it does when it is finished: by Return or by leaving."""

    def __init__(self, field: FieldView) -> None:
        super().__init__()
        self.field = field
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(2 * GRID)

    def take(self, field: FieldView) -> None:
        """Another value of the same field."""
        self.field = field

    def named(self, widget: QWidget, name: str = "") -> None:
        """What a screen reader says of it."""
        widget.setAccessibleName(name or self.field.label)
        widget.setAccessibleDescription(self.field.help)
        self.setFocusProxy(widget)

    def put(self, value: Any) -> None:
        self.changed.emit(self.field.path, value)


class LineEditor(Editor):
    """Text, numbers, durations and lists of words in one line; an empty line is the default."""

    def __init__(self, field: FieldView) -> None:
        super().__init__(field)
        self.edit = QLineEdit()
        self.named(self.edit)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._put)
        self._typed = False
        self.edit.textEdited.connect(self._type)
        self.edit.editingFinished.connect(self._put_now)
        self.row.addWidget(self.edit, 1)
        if field.unit:
            unit = QLabel(field.unit)
            unit.setProperty("role", "muted")
            self.row.addWidget(unit)
        self.take(field)

    def take(self, field: FieldView) -> None:
        super().take(field)
        empty = field.default or (tr("needed") if field.required else tr("not set"))
        self.edit.setPlaceholderText(empty)
        self.edit.setToolTip(empty)
        if not self._typed and not self._means_the_same(field):
            self.edit.setText(field.shown)

    def _means_the_same(self, field: FieldView) -> bool:
        """What is in the line may be written in another way; it is left as it was typed."""
        try:
            return bool(self._value() == field.value)
        except ValueError:
            return False

    def _value(self) -> Any:
        text = self.edit.text()
        return typed(text, self.field.kind, self.field.item) if text.strip() else None

    def _type(self, _text: str) -> None:
        self._typed = True
        if self.while_typing:
            self._typing.start()

    @property
    def is_typing(self) -> bool:
        """Something has been typed that does not count yet."""
        return self._typed

    def finish(self) -> None:
        """What is being typed counts."""
        self._put_now()

    def forget(self) -> None:
        """What is being typed counts no more."""
        self._typed = False
        self._typing.stop()

    def _put_now(self) -> None:
        if self._typed:
            self._typing.stop()
            self._put()

    def _put(self) -> None:
        self._typed = False
        try:
            value = self._value()
        except ValueError:  # a quote is still open
            self.put(self.edit.text())
            return
        if value != self.field.value:
            self.put(value)


class FlagEditor(Editor):
    def __init__(self, field: FieldView) -> None:
        super().__init__(field)
        self.box = QCheckBox()
        self.named(self.box)
        self.box.clicked.connect(lambda on: self.put(bool(on)))
        self.row.addWidget(self.box)
        self.row.addStretch(1)
        self.take(field)

    def take(self, field: FieldView) -> None:
        super().take(field)
        on = field.value if isinstance(field.value, bool) else field.default == "true"
        self.box.setChecked(on)
        self.box.setText(tr("On") if on else tr("Off"))


class ComboBox(QComboBox):
    """With an arrow in the colour of its text: a style sheet takes that of the style away."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        place = self.rect().adjusted(8, 0, -8, 0)
        side = Qt.AlignmentFlag.AlignLeft if self.isRightToLeft() else Qt.AlignmentFlag.AlignRight
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, "▾")


class ChoiceEditor(Editor):
    """The first entry is the default: the option that is the default, or one that says that nothing is set."""

    def __init__(self, field: FieldView) -> None:
        super().__init__(field)
        self.box = ComboBox()
        self.box.setMinimumContentsLength(16)
        self.named(self.box)
        usual = field.words.get(field.default, field.default)
        self.box.addItem(tr("{value} (the default)", value=usual) if usual else tr("Not set"))
        for option in field.options:
            if option == field.default:
                continue  # it is the first
            self.box.addItem(field.words.get(option, option), option)
        self.box.activated.connect(self._chosen)
        self.row.addWidget(self.box)
        self.row.addStretch(1)
        self.take(field)

    def take(self, field: FieldView) -> None:
        super().take(field)
        at = self.box.findData(field.shown) if field.is_set and field.shown != field.default else 0
        if at < 0:
            self.box.addItem(
                field.shown, field.shown
            )  # no option, but shown too: the error beside it says so
            at = self.box.count() - 1
        self.box.setCurrentIndex(at)

    def _chosen(self, index: int) -> None:
        self.put(None if index == 0 else self.box.currentData())


class SecretEditor(Editor):
    """The name of a secret; never a value."""

    def __init__(self, field: FieldView) -> None:
        super().__init__(field)
        self.edit = QLineEdit()
        self.named(self.edit, tr("{label}: name of the secret", label=field.label))
        self.edit.editingFinished.connect(self._put)
        self.store = button(
            tr("Store the secret…"), self._store, tip=tr("Give it a value, which no file keeps")
        )
        self.row.addWidget(self.edit, 1)
        self.row.addWidget(self.store)
        self.take(field)

    def take(self, field: FieldView) -> None:
        super().take(field)
        self.edit.setPlaceholderText(tr("name of the secret, such as {name}", name=f"web/{field.path[-1]}"))
        self.edit.setText(field.shown)
        self.store.setEnabled(bool(field.shown))

    def _put(self) -> None:
        name = self.edit.text().strip()
        if name != self.field.shown:
            self.put({"secret": name} if name else None)

    def _store(self) -> None:
        self._put()
        self.wished.emit(self.edit.text().strip())


class TextOnly(Editor):
    """What one line cannot hold."""

    def __init__(self, field: FieldView) -> None:
        super().__init__(field)
        self.told = paragraph("", "muted")
        self.row.addWidget(self.told, 1)
        show = button(
            tr("Show the text"), lambda: self.wished.emit(""), tip=tr("Edit it as TOML"), quiet=True
        )
        self.named(show, tr("{label}: show the text", label=field.label))
        self.row.addWidget(show)
        self.take(field)

    def take(self, field: FieldView) -> None:
        super().take(field)
        self.told.setText(tr("Set in the text") if field.is_set else tr("Not set"))


class MapEditor(Editor):
    """Names and values, a line each; a reference to a secret stays one."""

    def __init__(self, field: FieldView) -> None:
        super().__init__(field)
        self._page = QVBoxLayout()
        self._page.setSpacing(GRID)
        self.row.addLayout(self._page, 1)
        self._lines: list[tuple[QLineEdit, QLineEdit, bool]] = []
        self._fill()

    def take(self, field: FieldView) -> None:
        if field.value != self.field.value:
            super().take(field)
            if self._values() != (field.value or {}):
                self._fill()

    def _fill(self) -> None:
        clear(self._page)
        self._lines = []
        entries = self.field.value if isinstance(self.field.value, Mapping) else {}
        for name, value in entries.items():
            self._add(str(name), value)
        more = QHBoxLayout()
        more.addWidget(
            button(tr("Add a line"), self._add_empty, tip=tr("One more name and value"), quiet=True)
        )
        more.addStretch(1)
        self._page.addLayout(more)

    def _add_empty(self) -> None:
        self._add("", "")
        self._lines[-1][0].setFocus()

    def _add(self, name: str, value: Any) -> None:
        secret = isinstance(value, Mapping)
        line = QHBoxLayout()
        key, text = QLineEdit(name), QLineEdit(str(value.get("secret", "")) if secret else str(value))
        key.setPlaceholderText(tr("NAME"))
        key.setAccessibleName(tr("{label}: name", label=self.field.label))
        words = tr("{name}: name of the secret", name=name) if secret else tr("{name}: value", name=name)
        text.setAccessibleName(words)
        for edit in (key, text):
            edit.editingFinished.connect(self._put)
        line.addWidget(key, 2)
        if secret:
            line.addWidget(paragraph(tr("secret"), "muted"))
        line.addWidget(text, 3)
        if secret:
            tip = tr("Give it a value, which no file keeps")
            line.addWidget(button(tr("Store…"), lambda: self.wished.emit(text.text()), tip=tip))
        self._lines.append((key, text, secret))
        self._page.insertLayout(len(self._lines) - 1, line)

    def _values(self) -> dict[str, Any]:
        return {
            key.text().strip(): {"secret": text.text().strip()} if secret else text.text()
            for key, text, secret in self._lines
            if key.text().strip()
        }

    def _put(self) -> None:
        values = self._values()
        if values != (self.field.value or {}):
            self.put(values or None)


EDITORS: dict[str, Callable[[FieldView], Editor]] = {
    **dict.fromkeys((*IN_ONE_LINE, "list"), LineEditor),
    "flag": FlagEditor,
    "choice": ChoiceEditor,
    "secret": SecretEditor,
    "map": MapEditor,
}


def editor_for(field: FieldView) -> Editor:
    """What that field is edited with."""
    return EDITORS.get(field.kind, TextOnly)(field) if field.whole else TextOnly(field)
