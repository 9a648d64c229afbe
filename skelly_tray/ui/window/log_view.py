"""What a module wrote: followed while it can be seen, searched, filtered, and gone back in to a moment."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from skelly_tray.ui.asking import ask
from skelly_tray.ui.ports import Core
from skelly_tray.ui.present.loglines import (
    Level,
    LogLine,
    appended,
    first_at,
    level,
    log_lines,
    typed_time,
)
from skelly_tray.ui.present.measures import wall_seconds
from skelly_tray.ui.present.words import tr, trn
from skelly_tray.ui.theme import GRID, Theme
from skelly_tray.ui.watch import SnapshotWatch
from skelly_tray.ui.window.buttons import button
from skelly_tray.ui.window.log_text import KEPT, LogText

FEW = 200
"""Lines asked for at a beat; when they do not join those we have, more are."""

STEPS = (FEW, 2000, KEPT)


class LogView(QWidget):
    """Asks only when it is told to: `show_module` once, `beat` every second while it can be seen."""

    def __init__(self, core: Core, watch: SnapshotWatch, theme: Theme) -> None:
        super().__init__()
        self._core = core
        self._watch = watch
        self._module: str | None = None
        self._all: list[LogLine] = []
        self._asked = 0
        self._pending = False
        self._wanted_time: float | None = None
        self._found: list[tuple[int, int]] = []
        self._current: int | None = None
        self.text = LogText(theme)
        self.text.setPlaceholderText(tr("Looking it up…"))
        self.text.settled.connect(self._text_settled)
        self.text.followed.connect(self._show_following)
        self.text.verticalScrollBar().valueChanged.connect(self._mark_in_view)
        self._make_tools()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addLayout(self._search_line())
        layout.addWidget(self.text, 1)
        layout.addLayout(self._filter_line())

    # Construction ---------------------------------------------------------------------------------

    def _make_tools(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find"))
        self.search.setAccessibleName(tr("Find in the log"))
        QShortcut(
            QKeySequence("Esc"), self.search, self.search.clear, context=Qt.ShortcutContext.WidgetShortcut
        )
        self.search.setMinimumWidth(96)
        self.search.textChanged.connect(lambda _words: self._find())
        self.search.returnPressed.connect(lambda: self._go(-1))
        self.found = QLabel("")
        self.found.setProperty("role", "small")
        self.before = button(
            "↑", lambda: self._go(-1), tip=tr("The match before"), key="Shift+F3", quiet=True
        )
        self.before.setAccessibleName(tr("The match before"))
        self.after = button("↓", lambda: self._go(1), tip=tr("The next match"), key="F3", quiet=True)
        self.after.setAccessibleName(tr("The next match"))
        self.time = QLineEdit()
        self.time.setPlaceholderText(tr("Go to 14:02"))
        self.time.setAccessibleName(tr("Go to a time, such as 14:02 or -5 min"))
        self.time.setToolTip(self.time.accessibleName())
        asked = self.time.fontMetrics().horizontalAdvance(self.time.placeholderText())
        self.time.setFixedWidth(max(104, asked + 8 * GRID))
        self.time.returnPressed.connect(self._go_to_typed)
        self.levels = QComboBox()
        self.levels.setAccessibleName(tr("Least level"))
        for text, least in (
            (tr("All levels"), Level.DEBUG),
            (tr("Information"), Level.INFO),
            (tr("Warnings"), Level.WARNING),
            (tr("Errors"), Level.ERROR),
        ):
            self.levels.addItem(text, least)
        self.streams = QComboBox()
        self.streams.setAccessibleName(tr("Stream"))
        for text, stream in (
            (tr("All output"), ""),
            (tr("Output"), "out"),
            (tr("! Error output"), "err"),
            (tr("· Ours"), "sys"),
        ):
            self.streams.addItem(text, stream)
        for box in (self.levels, self.streams):
            box.currentIndexChanged.connect(lambda _index: self._rewrite())
        self.following = button("", self._toggle_following, tip=tr("Keep the newest line in view"))
        self.following.setCheckable(True)
        self.copy = button(tr("Copy"), self._copy, tip=tr("Copy what is chosen, else all lines shown"))
        self.note = QLabel("")
        self.note.setProperty("role", "small")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        find = QShortcut(QKeySequence("Ctrl+Shift+F"), self)
        find.activated.connect(self.search.setFocus)
        self._show_following(True)

    def _search_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.search, 1)
        line.addWidget(self.found)
        for each in (self.before, self.after, self.time):
            line.addWidget(each)
        return line

    def _filter_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        line.addWidget(self.levels)
        line.addWidget(self.streams)
        line.addWidget(self.note, 1)
        line.addWidget(self.copy)
        line.addWidget(self.following)
        return line

    # Lines ----------------------------------------------------------------------------------------

    def show_module(self, module_id: str, name: str) -> None:
        """That module's log from now on; nothing of the former one stays."""
        if module_id == self._module:
            return
        self._module = module_id
        self._all, self._asked, self._pending, self._wanted_time = [], 0, False, None
        self.text.setAccessibleName(tr("Output of {module}", module=name))
        self.text.setPlaceholderText(tr("Looking it up…"))
        self.text.follow(True)
        self._show_following(True)
        self.text.replace_lines([], self._watch.now)
        self.note.setText("")

    def beat(self) -> None:
        if self._module is not None and not self._pending:
            self._fetch(STEPS[1] if not self._asked else FEW)

    def _fetch(self, count: int) -> None:
        module = self._module
        self._pending, self._asked = True, max(self._asked, count)

        def came(answer: Any) -> None:
            if module == self._module:
                self._pending = False
                self._came(log_lines(answer), count)

        def failed(sentence: str) -> None:
            if module == self._module:
                self._pending = False
                self.note.setText(sentence)
                self.text.setPlaceholderText("")

        ask(self, self._core, "logs", {"module": module, "count": count}, came, failed)

    def _came(self, newest: list[LogLine], count: int) -> None:
        self.note.setText("")
        self.text.setPlaceholderText(tr("It has written nothing yet."))
        added = appended(self._all, newest) if newest or not self._all else None
        if added is None and len(newest) >= count and count < KEPT:
            self._fetch(next(step for step in STEPS if step > count))  # much has been written meanwhile
            return
        if added is None:
            self._all = newest
            self._rewrite()
        else:
            self._all = [*self._all, *added][-KEPT:]
            self._add(added)
        if self._wanted_time is not None:
            self._go_on_to(self._wanted_time)

    def _passes(self, line: LogLine) -> bool:
        stream, least = self.streams.currentData(), self.levels.currentData()
        return (not stream or line.stream == stream) and bool(least == Level.DEBUG or level(line) >= least)

    def _add(self, lines: list[LogLine]) -> None:
        passing = [line for line in lines if self._passes(line)]
        if passing:
            self.text.add_lines(passing, self._watch.now)
            self._show_following(self.text.following)

    def _rewrite(self) -> None:
        passing = [line for line in self._all if self._passes(line)]
        if self._all and not passing:
            self.text.setPlaceholderText(tr("No line passes the filter."))
        self.text.replace_lines(passing, self._watch.now)

    # Following ------------------------------------------------------------------------------------

    def _toggle_following(self) -> None:
        self.text.follow(self.following.isChecked())
        self._show_following(self.following.isChecked())

    def _show_following(self, following: bool) -> None:
        waiting = self.text.waiting
        self.following.setChecked(following)
        self.following.setText(
            tr("Follow") if following or not waiting else trn("Follow ({n} new)", "Follow ({n} new)", waiting)
        )
        self.following.setAccessibleName(tr("Follow"))

    # Search and times -----------------------------------------------------------------------------

    def _text_settled(self) -> None:
        """The current match stays the current one, unless it has gone."""
        if self.search.text():
            current = None if self._current is None else self._found[self._current]
            self._found = self.text.matches(self.search.text())
            self._current = self._found.index(current) if current in self._found else None
            self._show_found()

    def _find(self) -> None:
        self._found, self._current = self.text.matches(self.search.text()), None
        self._show_found()

    def _go(self, step: int) -> None:
        """To the match before (-1) or the next one (1); before the first comes the last."""
        if not self._found:
            return
        at = self._current
        self._current = (len(self._found) - 1 if step < 0 else 0) if at is None else at + step
        self._current %= len(self._found)
        self.text.lead_to(self._found[self._current])
        self._show_found()

    def _show_found(self) -> None:
        words = self.search.text()
        self.text.mark(self._found, len(words), self._current)
        for each in (self.before, self.after):
            each.setEnabled(bool(self._found))
        if not words:
            self.found.setText("")
        elif not self._found:
            self.found.setText(tr("not found"))
        elif self._current is None:
            self.found.setText(trn("{n} line", "{n} lines", len(self._found)))
        else:
            self.found.setText(tr("{at} of {all}", at=self._current + 1, all=len(self._found)))

    def _mark_in_view(self) -> None:
        if self._found:
            self.text.mark(self._found, len(self.search.text()), self._current)

    def _go_to_typed(self) -> None:
        moment = typed_time(self.time.text(), self._watch.now)
        if moment is None:
            self.note.setText(tr("That is no time; write it as 14:02, or -5 min."))
        else:
            self.go_to(moment)

    def go_to(self, time: float) -> None:
        """Lead to what was written at that time, in seconds since the epoch; older lines are fetched if need be."""
        self._wanted_time = time
        if self._all:
            self._go_on_to(time)

    def _go_on_to(self, time: float) -> None:
        oldest = wall_seconds(self._all[0].time) if self._all else None
        if oldest is not None and time < oldest and len(self._all) >= self._asked and self._asked < KEPT:
            if not self._pending:
                self._fetch(KEPT)
            return
        self._wanted_time = None
        self.note.setText(tr("Nothing older is kept.") if oldest is not None and time < oldest - 1 else "")
        self.text.follow(False)
        self._show_following(False)
        self._place(time)

    def _place(self, time: float) -> None:
        """Once the lines are in the text."""
        if self.text.adding:
            self.text.settled.connect(lambda: self._place(time), Qt.ConnectionType.SingleShotConnection)
            return
        number = first_at(self.text.lines, time)
        if number is not None:
            self.text.show_line(number)

    def _copy(self) -> None:
        chosen = self.text.textCursor().selectedText().replace("\u2029", "\n")
        QGuiApplication.clipboard().setText(chosen or self.text.toPlainText())
        self.note.setText(tr("Copied."))
