"""The pages of the settings window. A page is one file with one subclass of `SettingsPage`, and one line here; it is
made when it is shown for the first time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from skelly_tray.ui.present.words import tr
from skelly_tray.ui.settings.page import SettingsContext, SettingsPage


@dataclass(frozen=True, slots=True)
class PageEntry:
    """title: in the list. told: a line below it, on the page. name: of the subclass, in the file of the key's name."""

    key: str
    title: Callable[[], str]
    told: Callable[[], str]
    name: str

    def make(self, context: SettingsContext) -> SettingsPage:
        page = getattr(import_module(f"{__package__}.{self.key}"), self.name)(context)
        if not isinstance(page, SettingsPage):
            raise TypeError(f"{self.key}.{self.name} is no page of the settings window")
        return page


PAGES = (
    PageEntry("general", lambda: tr("General"), lambda: tr("How Skelly Tray starts and speaks."), "GeneralPage"),
    PageEntry("appearance", lambda: tr("Appearance"), lambda: tr("How its windows look."), "AppearancePage"),
    PageEntry("monitoring", lambda: tr("Monitoring"),
              lambda: tr("How often is looked, and what is kept of it."), "MonitoringPage"),
    PageEntry("recovery", lambda: tr("Recovery"),
              lambda: tr("What is done when something fails, and how patiently."), "RecoveryPage"),
    PageEntry("notifications", lambda: tr("Notifications"),
              lambda: tr("What is told on the desktop, and how loudly."), "NotificationsPage"),
    PageEntry("modules", lambda: tr("Modules"), lambda: tr("What is kept running."), "ModulesSettingsPage"),
    PageEntry("secrets", lambda: tr("Secrets"),
              lambda: tr("Where passwords and tokens are kept, and who changed what."), "SecretsPage"),
    PageEntry("advanced", lambda: tr("Advanced"), lambda: tr("Folders, reports, and everything else."), "AdvancedPage"),
)  # fmt: skip
"""In the order of the list."""
