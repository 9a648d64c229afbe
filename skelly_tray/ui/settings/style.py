"""How the settings window looks, beside what the theme says of all windows."""

from __future__ import annotations

from skelly_tray.ui.theme import RADIUS, Colours


def settings_style(colours: Colours) -> str:
    """A style sheet to be put behind that of the dialogs."""
    c = colours
    return f"""
    SettingRow {{ border-radius: {RADIUS}px; }}
    SettingRow QPushButton[role="quiet"] {{ padding: 2px 3px; }}
    SettingRow[pointed="true"] {{ background: {c.chosen}; }}
    QTextBrowser {{ background: transparent; }}
    QLabel:disabled {{ color: {c.faint}; }}
    """
