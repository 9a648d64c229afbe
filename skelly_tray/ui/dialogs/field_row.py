"""One field of a form with what is said of it: its name, its editor, its meaning, what is wrong, and the way back to
the default."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from skelly_tray.ui.dialogs.config_fields import Editor, editor_for
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present.config_form import FieldView, with_case
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.buttons import button


class FieldRow(QWidget):
    """changed: path and value, None for the default. wished: as of `Editor`.

    How its parts stand is `place`'s; whoever wants them otherwise overrides that."""

    changed = Signal(tuple, object)
    wished = Signal(str)

    def __init__(self, field: FieldView) -> None:
        super().__init__()
        self.field = field
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.editor: Editor = editor_for(field)
        self.label.setBuddy(self.editor)
        self.reset = button(tr("Use the default"), lambda: self._edited(field.path, None),
                            tip=tr("Take it out of the file"), quiet=True)  # fmt: skip
        self.note, self.wrong = paragraph("", "small"), paragraph("", "wrong")
        self.wrong.hide()
        self.place()
        self.editor.changed.connect(self._edited)
        self.editor.wished.connect(self.wished)

    def place(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.label, 1)
        head.addWidget(self.reset)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        for widget in (self.editor, self.note, self.wrong):
            layout.addWidget(widget)

    def take(self, field: FieldView) -> None:
        """Another value of the same field."""
        self.field = field
        self.label.setText(field.label)
        self.label.setProperty("role", "figure" if field.is_set else "")
        self.label.style().unpolish(self.label)
        self.label.style().polish(self.label)
        self.editor.take(field)
        self.reset.setVisible(field.is_set and field.kind != "variants" and not field.required)
        self.reset.setText(tr("Use the default") if field.default else tr("Take out"))
        self.reset.setAccessibleName(
            tr("{label}: use the default", label=field.label)
            if field.default
            else tr("{label}: take out", label=field.label)
        )
        said = [field.help] if field.help else []
        if field.overridden:
            said.append(tr("A runtime override says {value} instead.", value=field.overridden))
        self.note.setText("\n".join(said))
        self.note.setVisible(bool(said))

    def tell(self, wrong: str) -> None:
        """What is wrong with the value; "" for nothing."""
        self.wrong.setText(f"■ {wrong}" if wrong else "")
        self.wrong.setVisible(bool(wrong))
        self.editor.setAccessibleDescription(f"{wrong}. {self.field.help}" if wrong else self.field.help)

    def _edited(self, path: tuple[str, ...], value: Any) -> None:
        if self.field.cases:
            self.changed.emit(path[:-1], with_case(self.field, value))
        else:
            self.changed.emit(path, value)
