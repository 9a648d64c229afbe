"""The page of checks, samples, history and metrics."""

from __future__ import annotations

from skelly_tray.ui.settings.page import SettingsPage


class MonitoringPage(SettingsPage):
    """All of it are keys."""
