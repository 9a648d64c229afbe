"""The page of colours, room and motion."""

from __future__ import annotations

from skelly_tray.ui.settings.page import SettingsPage


class AppearancePage(SettingsPage):
    """All of it are keys."""
