"""The page of the focus companion: the state now, the day, what was won and said, and what is captured and kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from skelly_tray.ui.asking import ask
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present.capture import capture_pause
from skelly_tray.ui.present.focus import (
    ANALYSIS,
    CAPTURE,
    GAME,
    MESSAGES,
    UNREADABLE,
    Message,
    Source,
    State,
    Stretch,
    advice,
    figures,
    messages,
    midnight,
    now_line,
    reasons,
    runs,
    sources,
    state_of,
    stretches,
    totals,
    week,
    wording,
)
from skelly_tray.ui.present.focus import duration as told_duration
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.buttons import button, hairline
from skelly_tray.ui.window.elided import ElidedLabel
from skelly_tray.ui.window.focus_strip import FocusStrip, WeekBars, state_colour
from skelly_tray.ui.window.pages import Page, PageContext
from skelly_tray.ui.window.system_facts import section

ASK_EVERY = 10.0
"""Seconds between two rounds of questions: the state is judged every half a minute."""
ANSWER_WITHIN = 5.0
MOST_MESSAGES = 6
DAYS = 7


class FocusPage(Page):
    """Asks the modules themselves, and only while it is seen."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._due = 0.0
        self._entered = False
        self._state: Mapping[str, Any] | None = None
        self._day: list[Stretch] = []
        self._day_known = False
        self._boxes: dict[str, QCheckBox] = {}
        self._listed: list[Message] = []
        content = QWidget()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(
            Qt.FocusPolicy.NoFocus
        )  # what is in it has the focus, and brings itself into view
        area.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(self._heading())
        layout.addWidget(self._today())
        layout.addWidget(hairline())
        layout.addLayout(self._won())
        layout.addWidget(hairline())
        layout.addLayout(self._said_and_seen())
        layout.addStretch(1)
        self.note = ElidedLabel()
        self.note.setProperty("role", "small")
        layout.addWidget(self.note)

    # Construction ---------------------------------------------------------------------------------

    def _heading(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        self.now = ElidedLabel()
        self.now.setProperty("role", "title")
        line.addWidget(self.now, 1)
        self.correct = button(
            tr("Not right?"), self._offer_states, tip=tr("Say how it really is, so that it learns")
        )
        line.addWidget(self.correct)
        return line

    def _today(self) -> QWidget:
        place = QWidget()
        upright = QVBoxLayout(place)
        upright.setContentsMargins(0, 0, 0, 0)
        upright.setSpacing(GRID)
        self.reasons = ElidedLabel()
        self.reasons.setProperty("role", "muted")
        self.strip = FocusStrip(self.context.theme)
        self.strip.told.connect(self._tell)
        self.pointed = QLabel()
        self.pointed.setProperty("role", "small")
        self.pointed.setWordWrap(True)
        self.pointed.setTextFormat(Qt.TextFormat.RichText)
        self.context.theme.changed.connect(self._recolour)
        self.advice = paragraph("", "muted")
        for widget in (self.reasons, self.advice, self.strip, self.pointed):
            upright.addWidget(widget)
        return place

    def _won(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8 * GRID)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(6 * GRID)
        self._figures.setVerticalSpacing(GRID)
        self.figure_labels: list[tuple[QLabel, QLabel]] = []
        line.addLayout(self._figures)
        line.addStretch(1)
        self.week = WeekBars(self.context.theme)
        line.addWidget(self.week, 2)
        self.no_week = paragraph(tr("No focus was counted in the last days."), "muted")
        self.no_week.hide()
        line.addWidget(self.no_week, 2)
        return line

    def _said_and_seen(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8 * GRID)
        said = QVBoxLayout()
        said.setSpacing(GRID)
        said.addWidget(section(tr("Last messages")))
        self.messages = QGridLayout()
        self.messages.setHorizontalSpacing(3 * GRID)
        self.messages.setVerticalSpacing(GRID)
        self.messages.setColumnStretch(1, 1)
        said.addLayout(self.messages)
        self.silence = paragraph(
            tr("Nothing was said yet. Messages are rare, and none comes while you are in flow.")
        )
        self.silence.setProperty("role", "muted")
        said.addWidget(self.silence)
        self.worded = paragraph("")
        self.worded.setProperty("role", "small")
        self.worded.hide()
        said.addWidget(self.worded)
        said.addStretch(1)
        line.addLayout(said, 3)
        seen = QVBoxLayout()
        seen.setSpacing(GRID)
        seen.addWidget(section(tr("What is captured")))
        self._sources = QVBoxLayout()
        self._sources.setSpacing(GRID)
        seen.addLayout(self._sources)
        self.unseen = paragraph(tr("Data capture does not run: nothing is captured."))
        self.unseen.setProperty("role", "muted")
        seen.addWidget(self.unseen)
        seen.addSpacing(2 * GRID)
        seen.addLayout(self._kept())
        seen.addStretch(1)
        line.addLayout(seen, 2)
        return line

    def _kept(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        for text, kind, tip in (
            (tr("Export…"), "focus_export", tr("Save all that is kept about your days in a file")),
            (tr("Delete everything…"), "focus_erase", tr("Remove all that is kept about your days")),
        ):
            line.addWidget(button(text, partial(self.context.wish, kind, ""), tip=tip))
        line.addStretch(1)
        return line

    # When it is seen ------------------------------------------------------------------------------

    def enter(self) -> None:
        self._entered, self._due = True, 0.0

    def leave(self) -> None:
        self._entered = False

    def beat(self) -> None:
        now = self.context.watch.now
        if now >= self._due:
            self._due = now + ASK_EVERY
            self._ask_all(now)
        self._show_now()

    def render_snapshot(self) -> None:
        snapshot = self.context.watch.snapshot
        capturing = runs(snapshot, CAPTURE)
        self.unseen.setVisible(not capturing)
        for box in self._boxes.values():
            box.setVisible(capturing)
        self.correct.setEnabled(runs(snapshot, ANALYSIS))
        pause = capture_pause(snapshot, self.context.watch.now)
        self._say(pause.line if pause is not None and pause.paused else "")
        self._advise()

    def _advise(self) -> None:
        """An empty day is told in a sentence, not shown as nothing."""
        snapshot = self.context.watch.snapshot
        known = self._day_known or not runs(snapshot, ANALYSIS)
        said = advice(snapshot, self._day) if known else ""
        self.advice.setText(said)
        self.advice.setVisible(bool(said))
        for widget in (self.strip, self.pointed, self.reasons):
            widget.setVisible(not said)

    def _ask_all(self, now: float) -> None:
        begin = midnight(now)
        span = {"from": round(begin * 1000), "to": round(now * 1000) + 1}
        self._ask(ANALYSIS, "state", {}, self._state_came)
        self._ask(ANALYSIS, "timeline", span, partial(self._day_came, begin))
        self._ask(GAME, "progress", {"days": DAYS}, self._progress_came)
        self._ask(MESSAGES, "recent", {"count": MOST_MESSAGES}, self._messages_came)
        self._ask(MESSAGES, "would_send", {}, self._wording_came)
        self._ask(CAPTURE, "sources", {}, self._sources_came)

    def _ask(
        self, module: str, method: str, params: Mapping[str, Any], came: Callable[[Mapping[str, Any]], None]
    ) -> None:
        if not runs(self.context.watch.snapshot, module):
            return
        asked = {"module": module, "method": method, "params": dict(params), "timeout": ANSWER_WITHIN}

        def answered(answer: Mapping[str, Any]) -> None:
            if not self._entered:
                return
            try:
                if not isinstance(answer, Mapping):
                    raise TypeError(answer)
                came(answer)
            except UNREADABLE:
                self._say(tr("{module} gave an answer that cannot be read.", module=self._name(module)))

        ask(self, self.context.core, "call", asked, answered, self._say)

    def _name(self, module: str) -> str:
        row = self.context.watch.module(module)
        return row.name if row is not None and row.name else module

    # What came ------------------------------------------------------------------------------------

    def _state_came(self, answer: Mapping[str, Any]) -> None:
        self._show_state(answer)
        self._state = answer

    def _show_now(self) -> None:
        self._show_state(self._state)

    def _show_state(self, answer: Mapping[str, Any] | None) -> None:
        now, why = now_line(answer, self.context.watch.now), reasons(answer)
        self.now.setText(now)
        self.reasons.setText(why)

    def _day_came(self, begin: float, answer: Mapping[str, Any]) -> None:
        self._day, self._day_known = stretches(answer), True
        self.strip.show_day(self._day, begin, self.context.watch.now)
        self._tell("")
        self._advise()

    def _tell(self, words: str) -> None:
        """What is pointed at, else what the day was made of, each with its colour."""
        colours = self.context.theme.colours
        rest = "&nbsp; ".join(
            f'<span style="color:{state_colour(state, colours)}">■</span>&nbsp;'
            + f"{state.word} {told_duration(seconds)}".replace(" ", "&nbsp;")
            for state, seconds in totals(self._day)
        )
        self.pointed.setText(words or rest)

    def _recolour(self) -> None:
        self._tell("")

    def _progress_came(self, answer: Mapping[str, Any]) -> None:
        told, bars = figures(answer), week(answer, self.context.watch.now)
        while len(self.figure_labels) < len(told):
            name, figure = QLabel(), QLabel()
            name.setProperty("role", "small")
            figure.setProperty("role", "figure")
            column = len(self.figure_labels)
            self._figures.addWidget(figure, column // 2 * 2, column % 2)
            self._figures.addWidget(name, column // 2 * 2 + 1, column % 2)
            self.figure_labels.append((name, figure))
        for (name, figure), (title, value) in zip(self.figure_labels, told, strict=False):
            name.setText(title)
            figure.setText(value)
            figure.setAccessibleName(f"{title}: {value}")
        counted = any(bar.minutes for bar in bars)
        self.week.setVisible(counted)
        self.no_week.setVisible(not counted)
        self.week.show_bars([(bar.name, bar.told, bar.share, bar.reached) for bar in bars])

    def _messages_came(self, answer: Mapping[str, Any]) -> None:
        listed = messages(answer, self.context.watch.now)
        if listed == self._listed:
            return
        self._listed = listed
        while (item := self.messages.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, message in enumerate(listed):
            time, text = QLabel(message.time), paragraph(message.text)
            time.setProperty("role", "small")
            self.messages.addWidget(time, row, 0, Qt.AlignmentFlag.AlignTop)
            self.messages.addWidget(text, row, 1)
        self.silence.setVisible(not listed)

    def _wording_came(self, answer: Mapping[str, Any]) -> None:
        self.worded.setText(wording(answer))
        self.worded.show()

    def _sources_came(self, answer: Mapping[str, Any]) -> None:
        for source in sources(answer):
            box = self._boxes.get(source.name) or self._make_box(source)
            text = source.title if not source.told else f"{source.title} ({source.told})"
            if box.text() != text:
                box.setText(text)
            if box.isChecked() != source.on and not box.hasFocus():
                box.setChecked(source.on)

    def _make_box(self, source: Source) -> QCheckBox:
        box = QCheckBox()
        box.setToolTip(source.tip)
        box.setChecked(source.on)
        box.clicked.connect(lambda on: self._switch(source.name, on))
        self._sources.addWidget(box)
        self._boxes[source.name] = box
        return box

    # What the user does ---------------------------------------------------------------------------

    def _switch(self, name: str, on: bool) -> None:
        """The choice is kept in the module's file, as if it was written there."""
        key = f"modules.{CAPTURE}.settings.sources.{name}"
        asked = {"key": key, "value": on, "save": True, "by": "ui"}

        def refused(why: str) -> None:
            self._boxes[name].setChecked(not on)
            self._say(why)

        ask(self, self.context.core, "config.set", asked, lambda _: self._ask_soon(), refused)

    def _offer_states(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        now = state_of((self._state or {}).get("state"))
        for state in State:
            action = menu.addAction(state.word, partial(self._correct, state))
            action.setEnabled(state is not now)
        menu.popup(self.correct.mapToGlobal(QPoint(0, self.correct.height())))

    def _correct(self, state: State) -> None:
        self._ask(ANALYSIS, "correct", {"state": state.value}, lambda _: self._ask_soon())

    def _ask_soon(self) -> None:
        self._due = 0.0

    def _say(self, words: str) -> None:
        if self.note.text() != words:
            self.note.setText(words)
