"""How the settings window looks, beside what the theme says of all windows."""

from __future__ import annotations

from skelly_tray.ui.theme import Colours


def settings_style(colours: Colours) -> str:
    """A style sheet to be put behind that of the dialogs."""
    c = colours
    return f"""
    SettingRow QPushButton[role="quiet"] {{ padding: 2px 3px; }}
    SettingRow QComboBox {{ min-width: 176px; }}
    QTextBrowser {{ background: transparent; }}
    QLabel:disabled {{ color: {c.faint}; }}
    """
