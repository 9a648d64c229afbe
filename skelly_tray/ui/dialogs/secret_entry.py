"""Where the value of a secret is typed: never in clear unless asked for, and gone from here as soon as it is used."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from skelly_tray.ui.present.words import tr, trn
from skelly_tray.ui.theme import GRID


class ValueEdit(QLineEdit):
    """Hides what it holds. Several lines that are pasted are kept as they are, and shown as their number."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._lines = ""
        self._usual = tr("typed or pasted; it is not shown")
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        self.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoPredictiveText)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.setPlaceholderText(self._usual)

    def value(self) -> str:
        return self._lines or self.text()

    def forget(self) -> None:
        """Also what undo would bring back."""
        self._lines = ""
        self.setReadOnly(False)
        self.setText("")
        self.setPlaceholderText(self._usual)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            pasted = QGuiApplication.clipboard().text()
            if "\n" in pasted.rstrip("\r\n"):
                self._keep(pasted)
                return
        if self._lines and event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.forget()
            return
        super().keyPressEvent(event)

    def _keep(self, lines: str) -> None:
        self.forget()
        self._lines = lines
        self.setReadOnly(True)
        count = lines.rstrip("\n").count("\n") + 1
        self.setPlaceholderText(trn("{n} line was pasted", "{n} lines were pasted", count))
        self.textChanged.emit("")


class ValueEntry(QWidget):
    """One value, or two that must be equal (`twice`)."""

    def __init__(self, name: str, again: str = "") -> None:
        super().__init__()
        self.edit = ValueEdit(name)
        self.again = ValueEdit(again or name)
        self.shown = QCheckBox(tr("Show &what is typed"))
        self.shown.toggled.connect(self._show)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for each in (self.edit, self.again, self.shown):
            layout.addWidget(each)
        self.setFocusProxy(self.edit)
        self.twice(False)

    def twice(self, wanted: bool) -> None:
        self.again.setVisible(wanted)
        self.again.setPlaceholderText(tr("the same once more") if wanted else "")

    def take(self) -> str:
        """The value; from now on it is not here any more."""
        value = self.edit.value()
        self.forget()
        return value

    def differs(self) -> bool:
        return self.again.isVisibleTo(self) and self.again.value() != self.edit.value()

    def forget(self) -> None:
        self.edit.forget()
        self.again.forget()
        self.shown.setChecked(False)

    def hideEvent(self, event: QHideEvent) -> None:
        self.forget()
        super().hideEvent(event)

    def _show(self, clear: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if clear else QLineEdit.EchoMode.Password
        for each in (self.edit, self.again):
            each.setEchoMode(mode)
