"""Lines on what is unusual about the chosen module, each with a button for what one would do; and one question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.remarks import Remark
from skelly_tray.ui.symbols import symbol_pixmap
from skelly_tray.ui.theme import GRID, RADIUS, Theme
from skelly_tray.ui.window.buttons import button
from skelly_tray.ui.window.elided import ElidedLabel


class RemarkLine(QFrame):
    """A shape, a sentence and buttons on a quiet ground. wrapped: shown whole, on as many lines as it takes."""

    def __init__(self, theme: Theme, *, wrapped: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._look = (Symbol.RING, Tone.CALM)
        self._symbol = QLabel()
        self._symbol.setFixedSize(12, 12)
        self.text: QLabel = QLabel() if wrapped else ElidedLabel()
        self.text.setWordWrap(wrapped)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName("remark")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(3 * GRID, GRID, GRID, GRID)
        self._layout.setSpacing(2 * GRID)
        self._layout.addWidget(self._symbol)
        self._layout.addWidget(self.text, 1)
        self._restyle()
        theme.changed.connect(self._restyle)

    def say(self, symbol: Symbol, tone: Tone, text: str) -> None:
        self.text.setText(text)
        self.setAccessibleName(text)
        if (symbol, tone) != self._look:
            self._look = (symbol, tone)
            self._restyle()

    def add(self, made: QPushButton) -> None:
        self._layout.addWidget(made)

    def _restyle(self) -> None:
        c = self._theme.colours
        self.setStyleSheet(
            f"QFrame#remark {{ background: {c.surface}; border: none; border-radius: {RADIUS}px; }}"
        )
        self._symbol.setPixmap(
            symbol_pixmap(self._look[0], c.tone(self._look[1]), 12, self.devicePixelRatioF())
        )


class RemarkLines(QWidget):
    """wished: the action of the remark whose button was pressed."""

    wished = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: list[tuple[str, str]] = []
        self._lines: list[RemarkLine] = []
        self._question: RemarkLine | None = None
        self._before: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GRID)
        self.hide()

    @property
    def texts(self) -> list[str]:
        """What is said, line by line, the question first."""
        asked = [self._question.text.text()] if self._question else []
        return asked + [line.text.text() for line in self._lines]

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """A line whose words alone have changed stays, so that its button can be pressed meanwhile."""
        kinds = [(remark.action, remark.offer) for remark in remarks]
        if kinds != self._shown:
            self._shown = kinds
            for line in self._lines:
                line.hide()
                line.deleteLater()
            self._lines = [self._line(remark) for remark in remarks]
        for line, remark in zip(self._lines, remarks, strict=True):
            line.say(remark.symbol, remark.tone, remark.text)
        self._settle()

    def _line(self, remark: Remark) -> RemarkLine:
        line = RemarkLine(self._theme)
        action = remark.action
        line.add(button(remark.offer, lambda: self.wished.emit(action), tip=remark.offer.rstrip("…")))
        self._layout.addWidget(line)
        return line

    def ask(self, text: str, choices: Sequence[tuple[str, str, Callable[[], object]]]) -> None:
        """A question in place; choices: what each button says, its tooltip, what it does. Any of them ends it."""
        self.end_question()
        self._before = QApplication.focusWidget()
        line = RemarkLine(self._theme, wrapped=True)
        line.say(Symbol.TRIANGLE, Tone.WARN, text)
        for offer, tip, act in choices:
            made = button(offer, self.end_question, tip=tip)
            made.clicked.connect(lambda _checked=False, act=act: act())
            line.add(made)
        self._question = line
        self._layout.insertWidget(0, line)
        self._settle()
        buttons = line.findChildren(QPushButton)
        if buttons:
            buttons[-1].setFocus()

    def end_question(self) -> None:
        """The focus goes back to where it was."""
        if self._question is not None:
            inside = self._question.isAncestorOf(QApplication.focusWidget() or self)
            if inside and self._before is not None and shiboken6.isValid(self._before):
                self._before.setFocus()
            self._question.hide()
            self._question.deleteLater()
            self._question = None
            self._settle()

    def _settle(self) -> None:
        self.setVisible(bool(self._lines) or self._question is not None)
