"""The tray's one menu, kept for the life of the application and updated in place.

Each module keeps its own submenu and actions; texts and states change at once, but entries move to their new
place only while the menu is closed, so that nothing slips away under the pointer.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QMenu

from skelly_tray.ui.present.menu import MenuModel, ModuleEntry

OPEN_FOR = 20.0
"""Seconds after which a menu counts as closed although its host never said so."""


def escaped(text: str) -> str:
    """Text for an action: an ampersand would mark a shortcut."""
    return text.replace("&", "&&")


class _ModuleMenu(QMenu):
    """The submenu of one module."""

    def __init__(self, module_id: str, menu: TrayMenu) -> None:
        super().__init__(menu)
        self.module_id = module_id
        self._url = ""
        self.start = self._offer("Start", partial(menu.act_asked.emit, "start", module_id))
        self.stop = self._offer("Stop", partial(menu.act_asked.emit, "stop", module_id))
        self.restart = self._offer("Restart", partial(menu.act_asked.emit, "restart", module_id))
        self.addSeparator()
        self._offer("Logs…", partial(menu.view_asked.emit, "logs", module_id))
        self._offer("Why…", partial(menu.view_asked.emit, "why", module_id))
        self._offer("What if it fails…", partial(menu.view_asked.emit, "what_if", module_id))
        self.trash = self._offer("Bring its state back…", partial(menu.view_asked.emit, "trash", module_id))
        self.open = self._offer("Open", self._open_url)

    def _offer(self, text: str, act: Callable[[], object]) -> QAction:
        action = self.addAction(text)
        action.triggered.connect(lambda: act())
        return action

    def _open_url(self) -> None:
        QDesktopServices.openUrl(QUrl(self._url))

    def render_entry(self, entry: ModuleEntry) -> None:
        text = escaped(entry.text)
        if self.menuAction().text() != text:
            self.menuAction().setText(text)
        if self.start.text() != entry.start_text:
            self.start.setText(entry.start_text)
        self._url = entry.url
        for action, offered in (
            (self.start, entry.can_start),
            (self.stop, entry.can_stop),
            (self.restart, entry.can_restart),
        ):
            if action.isEnabled() != offered:
                action.setEnabled(offered)
        for action, there in ((self.open, bool(entry.url)), (self.trash, entry.in_trash)):
            if action.isVisible() != there:
                action.setVisible(there)


class TrayMenu(QMenu):
    """Renders `MenuModel`s; says what was chosen by signals.

    act_asked: what to do (start, stop, restart) and with which module. all_asked: the same for all.
    view_asked: logs, why, what_if or trash, and the module.
    """

    act_asked = Signal(str, str)
    all_asked = Signal(str)
    view_asked = Signal(str, str)
    window_asked = Signal()
    quit_asked = Signal()

    def __init__(self, refresh: Callable[[], MenuModel]) -> None:
        super().__init__()
        self._refresh = refresh
        self._modules: dict[str, _ModuleMenu] = {}
        self._wanted: list[str] = []
        self._troubled: set[str] = set()
        self._opened_at: float | None = None
        self.setObjectName("tray-menu")
        self.status = self.addAction("Skelly")
        self.status.setEnabled(False)
        self.addSeparator()
        self._troubled_end = self.addSeparator()
        self._modules_end = self.addSeparator()
        self.start_all = self._offer("Start all", partial(self.all_asked.emit, "start"))
        self.restart_all = self._offer("Restart all", partial(self.all_asked.emit, "restart"))
        self.stop_all = self._offer("Stop all", partial(self.all_asked.emit, "stop"))
        self.addSeparator()
        self.open_window = self._offer("Open Skelly Tray", self.window_asked.emit)
        self.quit = self._offer("Quit", self.quit_asked.emit)
        self.aboutToShow.connect(self._opening)
        self.aboutToHide.connect(self._closed)

    def _offer(self, text: str, act: Callable[[], object]) -> QAction:
        action = self.addAction(text)
        action.triggered.connect(lambda: act())
        return action

    def render_model(self, model: MenuModel) -> None:
        """Show this model: texts now, order when nobody is looking."""
        for action, text in ((self.status, model.status), (self.quit, model.quit_text)):
            if action.text() != escaped(text):
                action.setText(escaped(text))
        self._set_enabled(self.start_all, model.can_start_all)
        self._set_enabled(self.restart_all, model.can_stop_all)
        self._set_enabled(self.stop_all, model.can_stop_all)
        self._drop_missing({entry.id for entry in model.modules})
        for entry in model.modules:
            if entry.id not in self._modules:
                self._add(entry.id)
            self._modules[entry.id].render_entry(entry)
        self._troubled = {entry.id for entry in model.modules if entry.trouble}
        self._wanted = [entry.id for entry in model.modules]
        if not self._looked_at():
            self._place()

    @staticmethod
    def _set_enabled(action: QAction, enabled: bool) -> None:
        if action.isEnabled() != enabled:
            action.setEnabled(enabled)

    def _drop_missing(self, present: set[str]) -> None:
        for module_id in [known for known in self._modules if known not in present]:
            submenu = self._modules.pop(module_id)
            self.removeAction(submenu.menuAction())
            submenu.deleteLater()

    def _add(self, module_id: str) -> None:
        submenu = _ModuleMenu(module_id, self)
        self._modules[module_id] = submenu
        self.insertMenu(self._modules_end, submenu)

    def _looked_at(self) -> bool:
        return self._opened_at is not None and time.monotonic() - self._opened_at < OPEN_FOR

    def _place(self) -> None:
        """Put the entries in the wanted order, troubled ones above the line."""
        troubled = [module_id for module_id in self._wanted if module_id in self._troubled]
        calm = [module_id for module_id in self._wanted if module_id not in self._troubled]
        wanted: list[QAction] = [
            *(self._modules[module_id].menuAction() for module_id in troubled),
            self._troubled_end,
            *(self._modules[module_id].menuAction() for module_id in calm),
        ]
        actions = self.actions()
        first = actions.index(self.status) + 2
        if actions[first : first + len(wanted)] != wanted:
            for action in wanted:
                self.removeAction(action)
            self.insertActions(self._modules_end, wanted)
        if self._troubled_end.isVisible() != bool(troubled and calm):
            self._troubled_end.setVisible(bool(troubled and calm))

    def _opening(self) -> None:
        self.render_model(self._refresh())
        self._opened_at = time.monotonic()

    def _closed(self) -> None:
        self._opened_at = None
        self._place()
