"""The tray's one menu, kept for the life of the application and updated in place.

Each module keeps its own submenu and actions; texts and states change at once, but entries come, go and move to their
new place only while the menu is closed, so that nothing slips away under the pointer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QMetaMethod, QTimer, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from skelly_tray.ui.capture_menu import CaptureMenu
from skelly_tray.ui.menu_parts import (
    HelpMenu,
    ModuleMenu,
    SnoozeMenu,
    offer,
    set_enabled,
    set_text,
    set_visible,
)
from skelly_tray.ui.present.menu import Fold, Group, MenuModel
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.snooze import Snooze

OPEN_FOR = 20.0
"""Seconds after which a menu counts as closed although its host never said so."""
TICK_MS = 1000


class TrayMenu(QMenu):
    """Renders `MenuModel`s; says what was chosen by signals.

    act_asked: what to do (start, stop, restart) and with which module. all_asked: the same for all.
    view_asked: logs, why, config, what_if or trash, and the module. help_asked: guide, diagnostics or about.
    capture_asked: as `CaptureMenu.asked`.
    """

    act_asked = Signal(str, str)
    all_asked = Signal(str)
    view_asked = Signal(str, str)
    window_asked = Signal()
    settings_asked = Signal()
    help_asked = Signal(str)
    quit_asked = Signal()
    capture_asked = Signal(str)

    def __init__(self, refresh: Callable[[], MenuModel], snooze: Snooze) -> None:
        super().__init__()
        self._refresh = refresh
        self._model: MenuModel | None = None
        self._modules: dict[str, ModuleMenu] = {}
        self._opened_at: float | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._clock_moved)
        self.setObjectName("tray-menu")
        self.status = offer(self, "Skelly", self.window_asked.emit)
        self.addSeparator()
        self._folds = {group: QMenu(self) for group in Group}
        self._modules_end = self.addSeparator()
        self.open_window = offer(self, "", self.window_asked.emit)
        self.start_all = offer(self, "", partial(self.all_asked.emit, "start"))
        self.restart_all = offer(self, "", partial(self.all_asked.emit, "restart"))
        self.stop_all = offer(self, "", partial(self.all_asked.emit, "stop"))
        self.capture = CaptureMenu(self)
        self.capture.asked.connect(self.capture_asked)
        self.addMenu(self.capture)
        self.snooze = SnoozeMenu(snooze, self)
        self.addMenu(self.snooze)
        self.addSeparator()
        self.settings = offer(self, "", self.settings_asked.emit)
        self.help = HelpMenu(self)
        self.help.asked.connect(self.help_asked)
        self.addMenu(self.help)
        self._above_quit = self.addSeparator()
        self.quit = offer(self, tr("Quit"), self.quit_asked.emit)
        self.retranslate()
        self.aboutToShow.connect(self._opening)
        self.aboutToHide.connect(self._closed)

    def render_model(self, model: MenuModel) -> None:
        """Show this model: texts now, order when nobody is looking."""
        self._model = model
        set_text(self.status, model.status)
        set_text(self.quit, model.quit_text)
        set_enabled(self.start_all, model.can_start_all)
        set_enabled(self.restart_all, model.can_stop_all)
        set_enabled(self.stop_all, model.can_stop_all)
        self.capture.render_pause(model.capture)
        self.snooze.render_end(model.snoozed)
        for gone in self._modules.keys() - {entry.id for entry in model.modules}:
            self._modules[gone].retire()
        for entry in model.modules:
            if entry.id not in self._modules:
                self._modules[entry.id] = self._make(entry.id)
            if self._modules[entry.id].entry is not entry:
                self._modules[entry.id].render_entry(entry)
        if not self._looked_at():
            self._place()

    def retranslate(self) -> None:
        """Another language is spoken from now on. What a model says follows with the next one."""
        for action, text in self._fixed():
            set_text(action, text)
        self.capture.retranslate()
        self.snooze.retranslate()
        self.help.retranslate()
        for menu in self._modules.values():
            menu.retranslate()
        self._model = None

    @property
    def model(self) -> MenuModel | None:
        """What is shown, as far as it is still spoken like that."""
        return self._model

    def _fixed(self) -> tuple[tuple[QAction, str], ...]:
        """The entries whose texts never change while one language is spoken."""
        return (
            (self.open_window, tr("Open Skelly Tray")),
            (self.start_all, tr("Start all")),
            (self.restart_all, tr("Restart all")),
            (self.stop_all, tr("Stop all")),
            (self.settings, tr("Settings…")),
        )

    def _make(self, module_id: str) -> ModuleMenu:
        submenu = ModuleMenu(module_id, self)
        submenu.act_asked.connect(self.act_asked)
        submenu.view_asked.connect(self.view_asked)
        return submenu

    def _looked_at(self) -> bool:
        """A menu that a panel draws is never visible to Qt; such a one is open from its opening on, for a while."""
        return self.isVisible() or (
            self._opened_at is not None and time.monotonic() - self._opened_at < OPEN_FOR
        )

    # ---- places

    def _place(self) -> None:
        """Nobody is looking: what the model has comes to where the model has it."""
        if self._model is None:
            return
        lines = self._model.lines
        self._drop(self._modules.keys() - {entry.id for entry in self._model.modules})
        folds = {line.group: line for line in lines if isinstance(line, Fold)}
        wanted = {self._folds[group]: self._actions_of(fold.modules) for group, fold in folds.items()}
        main = [self._action_of(line) for line in lines]
        for menu in self._folds.values():
            _keep_only(menu, wanted.get(menu, []))
        _keep_only(self, main, among=self._placed())
        for group, fold in folds.items():
            set_text(self._folds[group].menuAction(), fold.text)
            _arrange(self._folds[group], wanted[self._folds[group]], before=None)
        _arrange(self, main, before=self._modules_end, among=self._placed())
        set_visible(self._modules_end, bool(lines))
        settings, helps = self._heard(self.settings_asked), self._heard(self.help_asked)
        set_visible(self.settings, settings)
        set_visible(self.help.menuAction(), helps)
        set_visible(self._above_quit, settings or helps)
        for submenu in self._modules.values():
            submenu.settle()

    def _heard(self, signal: SignalInstance) -> bool:
        """Whether there is somebody to answer: an entry that nothing comes of is not shown."""
        return self.isSignalConnected(QMetaMethod.fromSignal(signal))

    def _action_of(self, line: str | Fold) -> QAction:
        return (self._folds[line.group] if isinstance(line, Fold) else self._modules[line]).menuAction()

    def _actions_of(self, modules: Sequence[str]) -> list[QAction]:
        return [self._modules[module_id].menuAction() for module_id in modules]

    def _placed(self) -> list[QAction]:
        """What stands between the status and the line below the modules."""
        actions = self.actions()
        return actions[actions.index(self.status) + 2 : actions.index(self._modules_end)]

    def _drop(self, gone: set[str]) -> None:
        for module_id in gone:
            submenu = self._modules.pop(module_id)
            for menu in (self, *self._folds.values()):
                menu.removeAction(submenu.menuAction())
            submenu.deleteLater()

    # ---- opened and closed

    def _opening(self) -> None:
        self._opened_at = None
        self.render_model(self._refresh())
        self._opened_at = time.monotonic()
        self._tick.start()

    def _clock_moved(self) -> None:
        """Countdowns run while they can be seen: in a menu of ours. One that a panel draws is as of its opening."""
        if self.isVisible():
            self.render_model(self._refresh())
        else:
            self._tick.stop()

    def _closed(self) -> None:
        self._opened_at = None
        self._tick.stop()
        self._place()


def _keep_only(menu: QMenu, wanted: Sequence[QAction], *, among: Sequence[QAction] | None = None) -> None:
    kept = set(wanted)
    for action in menu.actions() if among is None else among:
        if action not in kept:
            menu.removeAction(action)


def _arrange(
    menu: QMenu, wanted: list[QAction], *, before: QAction | None, among: list[QAction] | None = None
) -> None:
    """Have these actions in this order. among: the part of the menu that is theirs, all of it by default."""
    present = menu.actions() if among is None else among
    if present == wanted:
        return
    for action in present:
        menu.removeAction(action)
    for action in wanted:
        menu.insertAction(before, action)  # type: ignore[arg-type]  # None appends
