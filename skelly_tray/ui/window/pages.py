"""The pages of the window, and what each of them is told.

A page is one file with one subclass of `Page`, and one line in `PAGES`. It is made when it is shown for the first time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from PySide6.QtWidgets import QWidget

from skelly_tray.domain.status import SystemHealth
from skelly_tray.ui.ports import Core
from skelly_tray.ui.preferences import Preferences
from skelly_tray.ui.present.focus import has_companion
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import Theme
from skelly_tray.ui.trash_watch import TrashWatch
from skelly_tray.ui.watch import SnapshotWatch

Wish = Callable[[str, str], None]
"""(what, module): start, stop, restart, or a dialog that `Desk` knows."""


@dataclass(frozen=True, slots=True)
class PageContext:
    """What pages are made from. wish: acts, or opens a dialog. choose_module(id, tab="", time=None): shows the page of
    the modules with that one chosen, and that tab of its details, which leads to that time (seconds since the epoch).
    seen: whether the window can be seen now."""

    core: Core
    watch: SnapshotWatch
    trash: TrashWatch
    theme: Theme
    preferences: Preferences
    wish: Wish
    choose_module: Callable[..., None]
    seen: Callable[[], bool]


class Page(QWidget):
    """Asks and draws between `enter` and `leave` only: it may be another's turn, or the window is hidden, minimised or
    covered.

    filters: whether the filter in the header is for it.
    """

    filters = False

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.context = context

    def enter(self) -> None:
        """It has come into view."""

    def leave(self) -> None:
        """It cannot be seen any more."""

    def beat(self) -> None:
        """Once a second while it is in view; the first right after `enter`."""

    def render_snapshot(self) -> None:
        """A new snapshot has come while it is in view, or it is about to be shown."""

    def take_filter(self, words: str) -> None:
        """The words of the filter are others now."""

    def remember_layout(self) -> None:
        """The window is hidden: what shall come back next time goes to `context.preferences`."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """title: for its tab. tip: what it shows. file, name: of the subclass of `Page`, in this folder. wanted: whether
    there is a tab for it, in such a system."""

    key: str
    title: Callable[[], str]
    tip: Callable[[], str]
    file: str
    name: str
    wanted: Callable[[SystemHealth | None], bool] = lambda _snapshot: True

    @property
    def module(self) -> str:
        """What is imported for it."""
        return f"{__package__}.{self.file}"

    def make(self, context: PageContext) -> Page:
        page = getattr(import_module(self.module), self.name)(context)
        if not isinstance(page, Page):
            raise TypeError(f"{self.file}.{self.name} is no page of the window")
        return page


PAGES = (
    PageEntry("modules", lambda: tr("Modules"), lambda: tr("What runs"), "modules_page", "ModulesPage"),
    PageEntry("system", lambda: tr("System"), lambda: tr("All of it, over time"), "system_page", "SystemPage"),
    PageEntry("graph", lambda: tr("Graph"), lambda: tr("What needs what"), "graph_page", "GraphPage"),
    PageEntry("focus", lambda: tr("Focus"), lambda: tr("Your day"), "focus_page", "FocusPage", has_companion),
)  # fmt: skip
"""In the order of their tabs, which is that of their keys: Ctrl+1 and on."""


def entry_of(key: str) -> PageEntry:
    """Raises KeyError for a key that is in none of `PAGES`."""
    return {entry.key: entry for entry in PAGES}[key]
