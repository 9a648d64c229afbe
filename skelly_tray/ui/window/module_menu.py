"""The menu of one module in the window: what its buttons offer, and what is wanted more seldom."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from skelly_tray.ui.desk import DIALOGS
from skelly_tray.ui.present.rows import ModuleRow
from skelly_tray.ui.present.words import tr

Wish = Callable[[str], None]


def module_menu(row: ModuleRow, wish: Wish, *, in_trash: bool, parent: QWidget) -> QMenu:
    """Everything one can do with the module; goes away by itself once it is closed. To be shown by `popup`."""
    menu = _menu(parent)
    if row.can_start:
        _offer(menu, tr("Start"), "start", wish)
    else:
        _offer(menu, tr("Stop"), "stop", wish, enabled=row.can_stop)
        _offer(menu, tr("Restart"), "restart", wish, enabled=row.can_stop)
    menu.addSeparator()
    _offer(menu, tr("Logs…"), "logs", wish)
    _offer(menu, tr("Why…"), "why", wish)
    _offer(menu, tr("Configure…"), "config", wish)
    if row.url:
        _offer(menu, tr("Open"), "open", wish)
    menu.addSeparator()
    _offer_more(menu, row, wish, in_trash=in_trash)
    return menu


def more_menu(row: ModuleRow, wish: Wish, *, in_trash: bool, narrow: bool, parent: QWidget) -> QMenu:
    """What has no button of its own. narrow: nor have those that one can do without."""
    menu = _menu(parent)
    if narrow:
        _offer(menu, tr("Configure…"), "config", wish)
        if row.url:
            _offer(menu, tr("Open"), "open", wish)
        menu.addSeparator()
    _offer_more(menu, row, wish, in_trash=in_trash)
    return menu


def _offer_more(menu: QMenu, row: ModuleRow, wish: Wish, *, in_trash: bool) -> None:
    for kind, text in (("restart_how", tr("Restart options…")), ("stop_how", tr("Stop options…"))):
        if kind in DIALOGS and row.can_stop:
            _offer(menu, text, kind, wish)
    _offer(menu, tr("What if it fails…"), "what_if", wish)
    if in_trash:
        _offer(menu, tr("Bring its state back…"), "trash", wish)
    menu.addSeparator()
    _offer(menu, tr("Open its folder"), "folder", wish)
    if row.disabled:
        _offer(menu, tr("Enable"), "enable", wish)
    else:
        _offer(menu, tr("Disable…"), "disable", wish)


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _offer(menu: QMenu, text: str, what: str, wish: Wish, *, enabled: bool = True) -> None:
    action = menu.addAction(text)
    action.setEnabled(enabled)
    action.triggered.connect(lambda: wish(what))
