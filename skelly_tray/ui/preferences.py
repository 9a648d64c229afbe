"""What the user interface remembers between runs: one INI file in our own state folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings


class Preferences:
    """Window geometry, the snooze, and what has been said once. A file that cannot be written is no reason to stop."""

    def __init__(self, state_dir: Path) -> None:
        self._state_dir = state_dir
        self._settings = QSettings(str(state_dir / "ui.ini"), QSettings.Format.IniFormat)

    @property
    def state_dir(self) -> Path:
        """Our own state folder."""
        return self._state_dir

    @property
    def told_about_hiding(self) -> bool:
        return bool(self._settings.value("told_about_hiding", False, bool))

    def remember_told_about_hiding(self) -> None:
        self._settings.setValue("told_about_hiding", True)
        self._settings.sync()

    @property
    def told_of_no_tray(self) -> bool:
        return bool(self._settings.value("told_of_no_tray", False, bool))

    def remember_told_of_no_tray(self) -> None:
        self._settings.setValue("told_of_no_tray", True)
        self._settings.sync()

    @property
    def welcomed(self) -> bool:
        """The first start has been through its window, whatever was chosen there."""
        return bool(self._settings.value("welcomed", False, bool))

    def remember_welcomed(self) -> None:
        self._settings.setValue("welcomed", True)
        self._settings.sync()

    @property
    def snoozed_until(self) -> float | None:
        """Until when notifications are put off, in seconds since the epoch; None for not at all, or not readable."""
        try:
            return float(str(self._settings.value("snoozed_until")))
        except ValueError:
            return None

    def remember_snoozed_until(self, until: float | None) -> None:
        if until is None:
            self._settings.remove("snoozed_until")
        else:
            self._settings.setValue("snoozed_until", f"{until:.0f}")
        self._settings.sync()

    def layout(self, name: str) -> QByteArray | None:
        """A saved geometry or splitter state."""
        value = self._settings.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else None

    def remember_layout(self, name: str, state: QByteArray) -> None:
        self._settings.setValue(f"layout/{name}", state)

    def choice(self, name: str) -> str:
        """What was chosen last under that name; "" for nothing."""
        return str(self._settings.value(f"choice/{name}", "", str))

    def remember_choice(self, name: str, value: str) -> None:
        self._settings.setValue(f"choice/{name}", value)

    def save(self) -> None:
        """Write what was remembered now; otherwise Qt does it when it has time."""
        self._settings.sync()
