"""The text of a log: coloured lines, added without a stall and bounded in number; found words; one place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from skelly_tray.ui.present.ansi import Ink, Style, runs
from skelly_tray.ui.present.loglines import LogLine
from skelly_tray.ui.theme import Theme, monospace_font

KEPT = 10_000
"""Lines in view at the most: older ones go."""

AT_ONCE = 150
"""Lines added in one turn of the loop: 10 ms and less."""


NEAR = 300
"""Lines around the view in which found words are marked."""


class LogText(QPlainTextEdit):
    """Stays where it is unless it follows. settled: all lines given so far are in it. followed: whether it follows has
    changed, by the user's scrolling."""

    settled = Signal()
    followed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._following = True
        self._waiting: list[LogLine] = []
        self._lines: list[LogLine] = []
        self._searched: list[str] = []
        self._formats: dict[object, QTextCharFormat] = {}
        self._now = 0.0
        self._busy = False
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setUndoRedoEnabled(False)
        self.setFont(monospace_font())
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._add_some)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)
        theme.changed.connect(self._recolour)

    # Lines ----------------------------------------------------------------------------------------

    @property
    def lines(self) -> Sequence[LogLine]:
        """Those in the text, by its blocks."""
        return self._lines

    @property
    def adding(self) -> bool:
        """Lines are still being added; `settled` follows."""
        return self._timer.isActive()

    @property
    def waiting(self) -> int:
        """Lines that come once the user follows again: the text is full, and would move under the reader's eyes."""
        return len(self._waiting)

    def replace_lines(self, lines: Sequence[LogLine], now: float) -> None:
        """Begin anew with these. now: seconds since the epoch, which times of the day are told by."""
        self.setPlainText("")
        self._lines, self._searched, self._waiting = [], [], []
        self.add_lines(lines, now)
        if not lines:
            self.settled.emit()

    def add_lines(self, lines: Sequence[LogLine], now: float) -> None:
        """At the end, a part in each turn of the loop."""
        self._now = now
        self._waiting = [*self._waiting, *lines][-KEPT:]
        if self._waiting and not self._full():
            self._add_some()

    def _full(self) -> bool:
        return not self._following and len(self._lines) >= KEPT

    def _add_some(self) -> None:
        part, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        self._busy = True
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        for line in part:
            if self._lines:
                cursor.insertBlock()
            self._lines.append(line)
            self._insert(cursor, line)
        cursor.endEditBlock()
        self._drop_oldest()
        self._busy = False
        if self._following:
            self._to_end()
        if self._waiting and not self._full():
            self._timer.start()
        else:
            self._timer.stop()
            self.settled.emit()

    def _insert(self, cursor: QTextCursor, line: LogLine) -> None:
        whole = f"{line.heading(self._now)} "
        cursor.insertText(whole, self._format("heading", Style(Ink.QUIET)))
        for text, style in runs(line.text):
            cursor.insertText(text, self._format(line.stream, style))
            whole += text
        self._searched.append(whole.lower())

    def _drop_oldest(self) -> None:
        over = len(self._lines) - KEPT
        if over <= 0:
            return
        cursor = QTextCursor(self.document().firstBlock())
        cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor, over)
        cursor.removeSelectedText()
        del self._lines[:over]
        del self._searched[:over]

    # Colours --------------------------------------------------------------------------------------

    def _format(self, stream: str, style: Style) -> QTextCharFormat:
        key = (stream, style)
        if key not in self._formats:
            made = QTextCharFormat()
            made.setForeground(QColor(self._shade(stream, style)))
            if style.bold:
                made.setFontWeight(QFont.Weight.Bold)
            self._formats[key] = made
        return self._formats[key]

    def _shade(self, stream: str, style: Style) -> str:
        c = self._theme.colours
        if style.ink is Ink.PLAIN:
            return {"err": c.honey, "sys": c.muted}.get(stream, c.ink)
        return {
            Ink.QUIET: c.muted,
            Ink.RED: c.coral,
            Ink.GREEN: c.moss,
            Ink.YELLOW: c.honey,
            Ink.BLUE: c.jelly,
            Ink.PURPLE: c.plum,
        }[style.ink]

    def _recolour(self) -> None:
        """Formats are in the text: it is written anew."""
        self._formats.clear()
        self.replace_lines([*self._lines, *self._waiting], self._now)

    # Places ---------------------------------------------------------------------------------------

    @property
    def following(self) -> bool:
        return self._following

    def follow(self, wanted: bool) -> None:
        """Whether the newest line stays in view."""
        self._following = wanted
        if wanted:
            self._to_end()
            if self._waiting:
                self._timer.start()

    def _to_end(self) -> None:
        self._busy = True
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        self._busy = False

    def _scrolled(self, value: int) -> None:
        if self._busy:
            return
        at_end = value >= self.verticalScrollBar().maximum()
        if at_end != self._following:
            self.follow(at_end)
            self.followed.emit(at_end)

    def _range_changed(self) -> None:
        """Lines came or went, or are broken elsewhere: the newest one stays in view for who follows."""
        if self._following:
            self._to_end()

    def show_line(self, number: int) -> None:
        """Put the line of that block in the middle, and choose it."""
        block = self.document().findBlockByNumber(number)
        if not block.isValid():
            return
        self._following = False
        self.followed.emit(False)
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.centerCursor()

    # Search ---------------------------------------------------------------------------------------

    def matches(self, words: str) -> list[tuple[int, int]]:
        """(block, place in it) of each line that has these words, case aside."""
        wanted = words.lower()
        if not wanted:
            return []
        places = ((number, text.find(wanted)) for number, text in enumerate(self._searched))
        return [(number, at) for number, at in places if at >= 0]

    def lead_to(self, place: tuple[int, int]) -> None:
        """(block, place in it) comes into the middle, and the cursor there."""
        self.show_line(place[0])
        cursor = QTextCursor(self.document().findBlockByNumber(place[0]))
        cursor.setPosition(cursor.position() + place[1])
        self.setTextCursor(cursor)
        self.centerCursor()

    def mark(self, found: Sequence[tuple[int, int]], length: int, current: int | None) -> None:
        """Mark the words where they can be seen, the current one more than the others."""
        c = self._theme.colours
        marked = []
        for index in self._near_view(found):
            number, at = found[index]
            selection = QTextEdit.ExtraSelection()
            start = self.document().findBlockByNumber(number).position() + at
            selection.cursor = QTextCursor(self.document())
            selection.cursor.setPosition(start)
            selection.cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            form = QTextCharFormat()
            form.setBackground(QColor(c.accent if index == current else c.chosen))
            if index == current:
                form.setForeground(QColor(c.background))
            selection.format = form
            marked.append(selection)
        self.setExtraSelections(marked)

    def _near_view(self, found: Sequence[tuple[int, int]]) -> list[int]:
        """Those within some screens of what can be seen: marking thousands would take long at each keystroke."""
        top = self.firstVisibleBlock().blockNumber()
        return [index for index, (number, _) in enumerate(found) if abs(number - top) < NEAR]
