"""The page of what is told on the desktop: the keys, the snooze, and a notification to try it with."""

from __future__ import annotations

from functools import partial

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from skelly_tray.ui.dialogs.frame import Marked
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present.clock import time_of_day
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.trial_notice import way_of
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.settings.page import ActionRow, SettingsPage, section_title
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.buttons import button

HOUR = 3600.0
PATIENCE_MS = 10_000
"""How long the desktop may take before that is said."""


class NotificationsPage(SettingsPage):
    def build(self) -> None:
        snooze = self.given.own.snooze
        self._asked = 0
        self.put_off = paragraph("", "small")
        self.offers = [
            button(tr("1 h"), partial(snooze.for_seconds, HOUR), tip=tr("Put notifications off for an hour")),
            button(
                tr("Until tomorrow"), snooze.until_tomorrow, tip=tr("Put notifications off until the morning")
            ),
        ]
        for each in self.offers:
            each.setAccessibleName(tr("Snooze: {time}", time=each.text()))
        self.end = button(tr("End snooze"), snooze.end, tip=tr("Show notifications again"))
        choices = QWidget()
        line = QHBoxLayout(choices)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2 * GRID)
        for each in (*self.offers, self.end):
            line.addWidget(each)
        self.said = Marked(self.given.theme)
        self.said.hide()
        self.backend = paragraph("", "small")
        self.test = button(
            tr("Send a test notification"), self._send, tip=tr("See whether notifications are seen")
        )
        self.above.addWidget(section_title(tr("Now")))
        self.above.addWidget(ActionRow(tr("Snooze"), self.put_off, choices))
        self.above.addWidget(ActionRow(tr("Try it"), self.backend, self.test))
        self.above.addWidget(self.said)
        self.anchors |= {"snooze": self.offers[0], "test": self.test}
        snooze.changed.connect(self._draw)

    def entered(self) -> None:
        self._draw()

    def _draw(self) -> None:
        until = self.given.own.snooze.until
        self.put_off.setText(
            tr("Notifications are shown as they come.")
            if until is None
            else tr("Put off until {time}.", time=time_of_day(until, self.given.watch.now))
        )
        for each in self.offers:
            each.setVisible(until is None)
        self.end.setVisible(until is not None)
        self.backend.setText(tr("Shown by: {how}", how=way_of(self.given.own.notices())))

    def _send(self) -> None:
        self.test.setEnabled(False)
        self._say(Symbol.QUARTER, Tone.BUSY, tr("Sent; waiting for the desktop…"))

        def told(fine: bool, text: str) -> None:
            if shiboken6.isValid(self):
                self.test.setEnabled(True)
                self._say(*((Symbol.DOT, Tone.GOOD) if fine else (Symbol.TRIANGLE, Tone.WARN)), text)
                self._draw()

        self._asked += 1
        number = self._asked
        QTimer.singleShot(PATIENCE_MS, self, lambda: self._still_nothing(number))
        self.given.own.test_notice(told)

    def _still_nothing(self, number: int) -> None:
        """A desktop that hangs leaves the button to be pressed again; what it says later is said all the same."""
        if number == self._asked and not self.test.isEnabled():
            self.test.setEnabled(True)
            self._say(Symbol.TRIANGLE, Tone.WARN, tr("The desktop has not answered yet. It may hang."))

    def _say(self, symbol: Symbol, tone: Tone, text: str) -> None:
        self.said.show_lines([(symbol, tone, text)])
        self.said.show()
