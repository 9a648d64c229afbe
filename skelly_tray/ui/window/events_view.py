"""The tab of events: the journal of the chosen module, newest first, and the way from an event to its cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
)

from skelly_tray.domain.status import ModuleStatus
from skelly_tray.ui.asking import ask
from skelly_tray.ui.ports import Unsubscribe
from skelly_tray.ui.present.events import Event, Topic, events
from skelly_tray.ui.present.measures import clock_time
from skelly_tray.ui.present.rows import ModuleRow
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.buttons import button
from skelly_tray.ui.window.detail_view import DetailContext, DetailView
from skelly_tray.ui.window.event_list import HEIGHT, WHAT, WHEN, EventDelegate, EventModel

COUNT = 500
"""Entries that are asked for."""

WIDE = 2000
"""Entries of all modules in which the cause of an event is looked for."""


def _nothing() -> None:
    """What is left to do after a subscription has ended."""


class EventsView(DetailView):
    def __init__(self, context: DetailContext) -> None:
        super().__init__(context)
        self._module: str | None = None
        self._all: list[Event] = []
        self._stale = True
        self._seen = False
        self._wanted_time: float | None = None
        self._unsubscribe: Unsubscribe = _nothing
        self._elsewhere: Event | None = None
        self.model = EventModel()
        self.list = self._make_list()
        self._make_tools()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addLayout(self._top_line())
        layout.addWidget(self.list, 1)
        layout.addWidget(self.whole)
        layout.addLayout(self._bottom_line())
        self._show_chosen()

    # Construction ---------------------------------------------------------------------------------

    def _make_list(self) -> QTableView:
        made = QTableView()
        made.setModel(self.model)
        made.setItemDelegate(EventDelegate(self.context.theme, made))
        made.setAccessibleName(tr("Events"))
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setShowGrid(False)
        made.setTabKeyNavigation(False)
        made.setWordWrap(False)
        made.verticalHeader().hide()
        made.verticalHeader().setDefaultSectionSize(HEIGHT)
        header = made.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        made.setColumnWidth(WHEN, 104)
        made.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        made.activated.connect(lambda _index: self._to_cause())
        return made

    def _make_tools(self) -> None:
        self.topics = QComboBox()
        self.topics.setAccessibleName(tr("Kind of events"))
        self.topics.addItem(tr("All events"), None)
        for topic in Topic:
            if topic is not Topic.SYSTEM:
                self.topics.addItem(topic.title, topic)
        self.topics.currentIndexChanged.connect(lambda _index: self._show())
        self.note = QLabel("")
        self.note.setProperty("role", "small")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.whole = QLabel("")
        self.whole.setTextFormat(Qt.TextFormat.PlainText)
        self.whole.setWordWrap(True)
        self.whole.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.whole.setMinimumHeight(36)
        self.whole.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.cause = button(tr("Its cause"), self._to_cause, tip=tr("Choose the event that led to this one"))
        self.log = button(tr("Log at this time"), self._to_log, tip=tr("What it wrote then"))

    def _top_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        line.addWidget(self.topics)
        line.addWidget(self.note, 1)
        return line

    def _bottom_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        line.addWidget(self.cause)
        line.addWidget(self.log)
        line.addStretch(1)
        return line

    # What comes -----------------------------------------------------------------------------------

    def show_module(self, row: ModuleRow, module: ModuleStatus) -> None:
        if row.id == self._module:
            return
        self._module, self._all, self._stale, self._wanted_time = row.id, [], True, None
        self.note.setText(tr("Looking it up…"))
        self._show()
        if self._seen:
            self.beat()

    def enter(self) -> None:
        self._seen, self._stale = True, True
        self._unsubscribe = self.context.core.subscribe_journal(self._told)

    def leave(self) -> None:
        self._seen = False
        self._unsubscribe()
        self._unsubscribe = _nothing

    def _told(self, entries: Sequence[Mapping[str, Any]]) -> None:
        if any(entry.get("module") == self._module for entry in entries):
            self._stale = True

    def beat(self) -> None:
        if not self._stale or self._module is None:
            return
        self._stale = False
        module = self._module

        def came(answer: Any) -> None:
            if module == self._module:
                self._came(events(answer))

        ask(self, self.context.core, "events", {"module": module, "count": COUNT}, came, self.note.setText)

    def _came(self, newest: list[Event]) -> None:
        self._all = newest
        self._show()
        if self._wanted_time is not None:
            self.go_to(self._wanted_time)

    def _show(self) -> None:
        chosen = self._chosen()
        topic = self.topics.currentData()
        passing = [event for event in self._all if topic is None or event.topic is topic]
        bar = self.list.verticalScrollBar()
        scrolled = bar.value()
        new = self.model.take(passing, self.context.watch.now)
        if scrolled and new:
            bar.setValue(scrolled + new * HEIGHT)  # what is being read stays where it is
        if chosen is not None and chosen.seq is not None and self._chosen() != chosen:
            self._choose(chosen.seq)
        if self._all:
            self.note.setText("" if passing else tr("Nothing of this kind has happened."))
        elif not self._stale:
            self.note.setText(tr("Nothing has happened yet."))
        self._show_chosen()

    # The chosen event -----------------------------------------------------------------------------

    def _chosen(self) -> Event | None:
        return self.model.event_at(self.list.currentIndex().row())

    def _choose(self, seq: int) -> bool:
        row = self.model.row_of(seq)
        if row is not None:
            flags = QItemSelectionModel.SelectionFlag
            at = self.model.index(row, WHEN)
            self.list.selectionModel().setCurrentIndex(at, flags.ClearAndSelect | flags.Rows)
            self.list.scrollTo(self.model.index(row, WHEN), QAbstractItemView.ScrollHint.EnsureVisible)
        return row is not None

    def _show_chosen(self) -> None:
        event = self._chosen()
        self._elsewhere = None
        self.cause.setText(tr("Its cause"))
        self.cause.setEnabled(event is not None and event.cause is not None)
        self.log.setEnabled(event is not None)
        self.whole.setText(
            f"{clock_time(event.stamp, self.context.watch.now)}  {event.text}" if event else ""
        )

    def _to_cause(self) -> None:
        """Choose the cause: here, or else say what it was, and lead to the module that it happened to."""
        if self._elsewhere is not None:
            self.context.choose_module(self._elsewhere.module)
            return
        event = self._chosen()
        if event is None or event.cause is None:
            return
        if self._choose(event.cause):
            return
        if any(known.seq == event.cause for known in self._all):
            self.topics.setCurrentIndex(0)
            self._choose(event.cause)
            return
        ask(
            self,
            self.context.core,
            "events",
            {"count": WIDE},
            lambda answer: self._cause_came(event, events(answer)),
            self.note.setText,
        )

    def _cause_came(self, event: Event, known: Sequence[Event]) -> None:
        if self._chosen() != event:
            return
        cause = next((one for one in known if one.seq == event.cause), None)
        if cause is None:
            self.whole.setText(f"{event.text}\n{tr('Its cause is no longer in the journal.')}")
            self.cause.setEnabled(False)
            return
        when = clock_time(cause.stamp, self.context.watch.now)
        led = ": ".join(part for part in (cause.module, cause.text) if part)
        self.whole.setText(f"{event.text}\n{tr('because of {time}  {what}', time=when, what=led)}")
        row = self.context.watch.module(cause.module)
        if row is not None and cause.module != self._module:
            self._elsewhere = cause
            self.cause.setText(tr("Go to {module}", module=row.name or cause.module))
        else:
            self.cause.setEnabled(False)

    def _to_log(self) -> None:
        event = self._chosen()
        if event is not None:
            self.context.go_to("logs", event.time)

    def go_to(self, time: float) -> None:
        """Choose the event nearest to that time."""
        self._wanted_time = time
        if not self._all:
            return
        self._wanted_time = None
        nearest = min(self._all, key=lambda event: abs(event.time - time))
        if nearest.seq is not None and not self._choose(nearest.seq):
            self.topics.setCurrentIndex(0)
            self._choose(nearest.seq)
