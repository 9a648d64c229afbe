"""The page of what is done when something fails."""

from __future__ import annotations

from skelly_tray.ui.present.words import tr
from skelly_tray.ui.settings.page import SettingsPage
from skelly_tray.ui.window.buttons import button


class RecoveryPage(SettingsPage):
    """Keys, and the way to what is said module by module."""

    def build(self) -> None:
        self.modules = button(tr("Settings of single modules…"), lambda: self.context.turn_to("modules", "modules"),
                              tip=tr("Each says in its own file how it is brought back"), quiet=True)  # fmt: skip
        self.below.addWidget(self.modules)
