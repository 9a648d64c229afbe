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
        self._settled: ModuleEntry | None = None
        self._reason = [self._view("why") for _ in range(REASON_LINES)]
        self._below_reason = self.addSeparator()
        for action in (*self._reason, self._below_reason):
            action.setVisible(False)
        self.start, self.restart, self.stop = self._act("start"), self._act("restart"), self._act("stop")
        self._below_doing = self.addSeparator()
        self._logs, self._why, self._configure = self._view("logs"), self._view("why"), self._view("config")
        self.open = offer(self, "", self._open_url)
        self.addSeparator()
        self._what_if, self.trash = self._view("what_if"), self._view("trash")
        self.retranslate()

    def retranslate(self) -> None:
        """Another language is spoken from now on. The line of the module, and what `start` says, follow with the
        next model."""
        for action, text in (
            (self.start, tr("Start")),
            (self.restart, tr("Restart")),
            (self.stop, tr("Stop")),
            (self._logs, tr("Logs…")),
            (self._why, tr("Why…")),
            (self._configure, tr("Configure…")),
            (self.open, tr("Open")),
            (self._what_if, tr("What if it fails…")),
            (self.trash, tr("Bring its state back…")),
        ):
            set_text(action, text)

    def _act(self, do: str) -> QAction:
        return offer(self, "", partial(self.act_asked.emit, do, self.module_id))

    def _view(self, kind: str) -> QAction:
        return offer(self, "", partial(self.view_asked.emit, kind, self.module_id))

    def _open_url(self) -> None:
        if self._entry is not None:
            QDesktopServices.openUrl(QUrl(self._entry.url))

    @property
    def entry(self) -> ModuleEntry | None:
        """What is shown."""
        return self._entry

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
        if entry is None or entry is self._settled:
            return
        self._settled = entry
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
        self._half, self._hour, self._tomorrow = (
            offer(self, "", act)
            for act in (
                partial(snooze.for_seconds, 30 * MINUTE),
                partial(snooze.for_seconds, HOUR),
                snooze.until_tomorrow,
            )
        )
        self._above_end = self.addSeparator()
        self.end = offer(self, "", snooze.end)
        for action in (self._above_end, self.end):
            action.setVisible(False)
        self.retranslate()

    def retranslate(self) -> None:
        """Another language is spoken from now on. The title follows with `render_end`."""
        self.setTitle(tr("Snooze notifications"))
        for action, text in (
            (self._half, tr("30 min")),
            (self._hour, tr("1 h")),
            (self._tomorrow, tr("Until tomorrow")),
            (self.end, tr("End snooze")),
        ):
            set_text(action, text)

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
        self._guide, self._diagnostics, self._about = (
            offer(self, "", partial(self.asked.emit, what)) for what in ("guide", "diagnostics", "about")
        )
        self.retranslate()

    def retranslate(self) -> None:
        """Another language is spoken from now on."""
        self.setTitle(tr("Help"))
        for action, text in (
            (self._guide, tr("Guide")),
            (self._diagnostics, tr("Diagnostics…")),
            (self._about, tr("About Skelly Tray…")),
        ):
            set_text(action, text)
