"""The submenus of the tray menu: one for each module, one for putting notifications off, one for help."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QMenu

from skelly_tray.ui.present.menu import ModuleEntry
from skelly_tray.ui.present.menu_lines import REASON_LINES
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.snooze import Snooze

MINUTE, HOUR = 60.0, 3600.0


def escaped(text: str) -> str:
    """Text for an action: an ampersand would mark a shortcut."""
    return text.replace("&", "&&")


def set_text(action: QAction, text: str) -> None:
    """Panels are told of each setting, also of one that changes nothing: hence only when it does. The same below."""
    if action.text() != escaped(text):
        action.setText(escaped(text))


def set_enabled(action: QAction, enabled: bool) -> None:
    if action.isEnabled() != enabled:
        action.setEnabled(enabled)


def set_visible(action: QAction, visible: bool) -> None:
    if action.isVisible() != visible:
        action.setVisible(visible)


def offer(menu: QMenu, text: str, act: Callable[[], object]) -> QAction:
    """An entry that calls `act`."""
    action = menu.addAction(escaped(text))
    action.triggered.connect(lambda: act())
    return action


class ModuleMenu(QMenu):
    """What can be done with one module, and why it is in trouble where its line has no room for all of it."""

    act_asked = Signal(str, str)
    view_asked = Signal(str, str)

    def __init__(self, module_id: str, parent: QMenu) -> None:
        super().__init__(parent)
        self.module_id = module_id
        self._entry: ModuleEntry | None = None
        self._reason = [self._view("", "why") for _ in range(REASON_LINES)]
        self._below_reason = self.addSeparator()
        for action in (*self._reason, self._below_reason):
            action.setVisible(False)
        self.start = self._act(tr("Start"), "start")
        self.restart = self._act(tr("Restart"), "restart")
        self.stop = self._act(tr("Stop"), "stop")
        self._below_doing = self.addSeparator()
        self._view(tr("Logs…"), "logs")
        self._view(tr("Why…"), "why")
        self._view(tr("Configure…"), "config")
        self.open = offer(self, tr("Open"), self._open_url)
        self.addSeparator()
        self._view(tr("What if it fails…"), "what_if")
        self.trash = self._view(tr("Bring its state back…"), "trash")

    def _act(self, text: str, do: str) -> QAction:
        return offer(self, text, partial(self.act_asked.emit, do, self.module_id))

    def _view(self, text: str, kind: str) -> QAction:
        return offer(self, text, partial(self.view_asked.emit, kind, self.module_id))

    def _open_url(self) -> None:
        if self._entry is not None:
            QDesktopServices.openUrl(QUrl(self._entry.url))

    def render_entry(self, entry: ModuleEntry) -> None:
        """Texts, and what can be chosen now. What stands where changes in `settle`."""
        self._entry = entry
        set_text(self.menuAction(), entry.text)
        set_text(self.start, entry.start_text)
        for action, offered in self._doing(entry):
            set_enabled(action, offered)

    def settle(self) -> None:
        """Nobody is looking: show what there is to be chosen, and nothing else."""
        entry = self._entry
        if entry is None:
            return
        for number, action in enumerate(self._reason):
            told = number < len(entry.reason)
            if told:
                set_text(action, entry.reason[number])
            set_visible(action, told)
        set_visible(self._below_reason, bool(entry.reason))
        for action, offered in (
            *self._doing(entry),
            (self._below_doing, any(offered for _, offered in self._doing(entry))),
            (self.open, bool(entry.url)),
            (self.trash, entry.in_trash),
        ):
            set_visible(action, offered)

    def retire(self) -> None:
        """Its module has gone; the entry stays until nobody looks."""
        set_enabled(self.menuAction(), False)

    def _doing(self, entry: ModuleEntry) -> tuple[tuple[QAction, bool], ...]:
        return (
            (self.start, entry.can_start),
            (self.restart, entry.can_restart),
            (self.stop, entry.can_stop),
        )


class SnoozeMenu(QMenu):
    """Puts notifications off, and says until when they are."""

    def __init__(self, snooze: Snooze, parent: QMenu) -> None:
        super().__init__(parent)
        self.setTitle(tr("Snooze notifications"))
        offer(self, tr("30 min"), partial(snooze.for_seconds, 30 * MINUTE))
        offer(self, tr("1 h"), partial(snooze.for_seconds, HOUR))
        offer(self, tr("Until tomorrow"), snooze.until_tomorrow)
        self._above_end = self.addSeparator()
        self.end = offer(self, tr("End snooze"), snooze.end)
        for action in (self._above_end, self.end):
            action.setVisible(False)

    def render_end(self, until: str) -> None:
        """until: a time of the clock, empty while nothing is put off."""
        text = (
            tr("Notifications are put off until {time}", time=until) if until else tr("Snooze notifications")
        )
        set_text(self.menuAction(), text)
        for action in (self._above_end, self.end):
            set_visible(action, bool(until))


class HelpMenu(QMenu):
    """asked: `guide`, `diagnostics` or `about`."""

    asked = Signal(str)

    def __init__(self, parent: QMenu) -> None:
        super().__init__(parent)
        self.setTitle(tr("Help"))
        for text, what in (
            (tr("Guide"), "guide"),
            (tr("Diagnostics…"), "diagnostics"),
            (tr("About Skelly Tray…"), "about"),
        ):
            offer(self, text, partial(self.asked.emit, what))
