"""Every view that there is, by the registries of pages, tabs and dialogs, over few or many modules.

Who adds a page, a tab or a dialog to its registry has it measured; nothing here names one, but for what one has to do
to see all of it (`_inside`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QSize
from PySide6.QtWidgets import QApplication, QListWidget, QMenu, QTabWidget, QWidget

from skelly_tray.config.home import find_home
from skelly_tray.config.listing import module_files
from skelly_tray.domain.status import ModuleStatus, SystemHealth, SystemStatus
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.desk import DIALOGS, OF_NO_MODULE
from skelly_tray.ui.dialogs.import_file import ImportDialog
from skelly_tray.ui.plotting import PlotMaker
from skelly_tray.ui.window.detail_tabs import detail_tabs
from skelly_tray.ui.window.main import MainWindow
from skelly_tray.ui.window.pages import PAGES
from tests.screenshots_dialogs import SHOP
from tests.screenshots_modules import journal
from tests.ui.fake_core import ago, trash_of, troubled_modules
from tests.ui.fake_settings_core import FakeSettingsCore
from tests.ui.fake_system import troubled_system, varied_samples
from tests.ui.settings_seat import FakeAutostart
from tests.ui.test_about import ANSWER as ABOUT_ANSWER
from tests.ui.test_config_dialog import TEXT

FEW, MANY = 8, 40
LONG = "A module with a name that nobody would give to anything but that somebody will, some day, for sure"
DEADLINE = 20.0
LAPTOP = QSize(1366, 768)
ALIKE = frozenset(("about", "diagnostics", "guide", "quit_anyway"))
"""Dialogs that are the same however many modules there are."""
MODULE = "ai"
"""The module that the views of one module are of: it has a file, and it has failed."""


@dataclass(frozen=True, slots=True)
class View:
    """kind: of which registry; name: as one finds it again."""

    kind: str
    name: str
    window: QWidget

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class StageCore(FakeSettingsCore):
    """Answers everything that a view asks for."""

    def _answer_samples(self, params: Mapping[str, Any]) -> dict[str, Any]:
        if "module" in params and params["module"] != "system":
            return super()._answer_samples(params)
        return varied_samples(self.snapshot.modules if self.snapshot else (), params)

    def _answer_ports(self, params: Mapping[str, Any]) -> dict[str, Any]:
        return {"ports": [8000]}

    def _answer_secret_list(self, params: Mapping[str, Any]) -> dict[str, Any]:
        told = (("ai/key", "keyring", ["ai"]), ("web/token", None, ["web", "ai"]), ("old", "file", []))
        return {
            "secrets": [
                {"name": name, "kept_in": kept, "used_by": users, "changed": ago(60)}
                for name, kept, users in told
            ]
        }

    def _answer_config_files(self, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        return module_files(self.home)

    def _answer_secret_status(self, params: Mapping[str, Any]) -> dict[str, Any]:
        keyring = {"state": "locked", "backend": "Secret Service", "text": ""}
        waiting = {"web": "waits for web/token"}
        return {"keeps_in": None, "keyring": keyring, "file": "none", "todo": "", "waiting": waiting}


def forty_modules() -> dict[str, ModuleStatus]:
    """The eight in trouble, 32 more of their kinds, and one of them with a name that is far too long."""
    made = troubled_modules()
    for number in range(2, 6):
        for key, module in troubled_modules().items():
            made[f"{key}{number}"] = replace(module, name=f"{module.name} {number}")
    made["storage5"] = replace(made["storage5"], name=LONG)
    return made


def health(count: int) -> SystemHealth:
    """count: `FEW` or `MANY` modules, in every state."""
    if count == FEW:
        return troubled_system()
    return replace(troubled_system(), modules=forty_modules(), status=SystemStatus.CRITICAL)


class Stage:
    """An application in one theme over that many modules, its files in a folder of its own."""

    def __init__(self, app: QApplication, place: Path, theme: str, count: int) -> None:
        self.app, self.count = app, count
        home = find_home(str(place / "home"))
        home.create()
        (home.modules_dir / f"{MODULE}.toml").write_text(TEXT)
        self.core = StageCore(home, health(count))
        self.core.rows = [
            {
                "rev": 1, "at": 1.0, "by": "ui", "why": "edited modules/ai.toml", "changed": ["modules/ai.toml"],
                "verdict": "rolled_back", "verdict_why": "ai: its liveness probe missed 2 times",
            }
        ]  # fmt: skip
        self.core.answers |= {
            "events": journal(), "diagnostics": ABOUT_ANSWER,
            "impact": {"also": {"web": "will be restarted after it, it depends on ai"}},
        }  # fmt: skip
        for told in ("secret.list", "secret.status"):
            del self.core.answers[told]  # ours say more
        self.core.trash = trash_of(MODULE)
        self.tray = TrayApplication(
            app, self.core, state_dir=place, theme=theme, start_hidden=False, host_grace_ms=10**7,
            autostart=FakeAutostart,
        )  # fmt: skip
        self.settle()

    @property
    def window(self) -> MainWindow:
        assert self.tray.window is not None
        return self.tray.window

    def settle(self) -> None:
        for _ in range(3):
            self.app.processEvents()

    def close(self) -> None:
        self.tray.close()
        self.tray.deleteLater()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    # Views ----------------------------------------------------------------------------------------

    def views(self) -> Iterator[View]:
        yield from self.pages()
        yield from self.dialogs()

    def pages(self) -> Iterator[View]:
        """Every page of the window, the one of the modules with each of its tabs."""
        window = self.window
        window.choose_module(MODULE)
        for tab in detail_tabs():
            window.details.show_tab(tab.tab.key)
            self.beat()
            yield View("tab", tab.tab.key, window)
        window.details.show_tab(detail_tabs()[0].tab.key)
        for page in PAGES:
            window.show_page(page.key)
            self.beat()
            yield View("page", page.key, window)
        window.show_page(PAGES[0].key)

    def beat(self) -> None:
        self.settle()
        self.window.heartbeat.beat.emit()
        end = time.monotonic() + DEADLINE
        while any(maker.busy for maker in self.window.findChildren(PlotMaker)):
            assert time.monotonic() < end, "the curves do not come"
            self.app.processEvents()
        self.settle()

    def dialogs(self) -> Iterator[View]:
        """Every dialog, on each of its pages."""
        for kind in DIALOGS:
            if self.count == MANY and kind in ALIKE:
                continue
            dialog = self.tray.desk.show(kind, "" if kind in OF_NO_MODULE else MODULE)
            self.settle()
            for inside in self._inside(dialog):
                self.settle()
                yield View("dialog", f"{kind}{inside}", dialog)
            dialog.close()
            self.settle()
        self.tray.welcome(FakeAutostart())
        welcome = self.tray.welcoming
        assert welcome is not None
        self.settle()
        yield View("dialog", "welcome", welcome)
        welcome.hide()

    def menus(self) -> Iterator[View]:
        """That of the tray with all of its submenus, each as it is opened."""
        menu = self.tray.menu
        menu.aboutToShow.emit()
        for each in (menu, *menu.findChildren(QMenu)):
            each.popup(QPoint(10, 10))
            self.settle()
            if each.isVisible() and each.actions():
                yield View("menu", each.title() or "tray", each)
            each.hide()

    def _inside(self, dialog: QWidget) -> Iterator[str]:
        """What can be reached in it without doing anything."""
        yield ""
        if isinstance(dialog, ImportDialog):
            for name in ("process-compose.yaml", "compose.yaml"):
                dialog.open_file(str(SHOP / name))
                yield f", {name}"
            dialog.go.click()
            yield ", done"
        for tabs in dialog.findChildren(QTabWidget):
            for page in range(tabs.count()):
                tabs.setCurrentIndex(page)
                yield f", {tabs.tabText(page)}"
            tabs.setCurrentIndex(0)
        for entries in dialog.findChildren(QListWidget):
            for row in range(entries.count() if entries.isVisible() else 0):
                entries.setCurrentRow(row)
                yield f", {entries.item(row).text()}"


def sizes_of(window: QWidget) -> dict[str, QSize]:
    """As it opens, as small as it goes, and as large as a small laptop."""
    told, hint = window.minimumSize(), window.minimumSizeHint()
    least = QSize(told.width() or hint.width(), told.height() or hint.height())
    return {"as it opens": window.size(), "least": least, "laptop": LAPTOP}
