"""Start at login on Windows: a value below the user's own `Run` key. Written with care; not run by our tests there.

Task Manager keeps what people switch off in it beside that, below `StartupApproved`: an odd first byte means off.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Protocol

from skelly_tray.adapters.autostart.starting import Starting
from skelly_tray.config.autostart import AutostartState, Reason, Start

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
LONGEST = 260
"""Characters that Windows takes of a command below `Run`."""


class Registry(Protocol):
    """Values below keys of the current user."""

    def read(self, key: str, name: str) -> str | bytes | None:
        """None where there is none. Raises OSError."""

    def write(self, key: str, name: str, value: str) -> None:
        """Raises OSError."""

    def remove(self, key: str, name: str) -> None:
        """Also where it is gone already. Raises OSError."""


class RunKeyAutostart:
    """starting: what is started."""

    def __init__(self, starting: Starting, registry: Registry) -> None:
        self._starting = starting
        self._registry = registry
        self._line = subprocess.list2cmdline(starting.command)

    def state(self) -> AutostartState:
        """What the next login does."""
        if len(self._line) > LONGEST:
            return self._is(Start.CANNOT, Reason.TOO_LONG, str(LONGEST))
        name = self._starting.name
        try:
            line, approved = self._registry.read(RUN, name), self._registry.read(APPROVED, name)
        except OSError as error:
            return self._is(Start.CANNOT, Reason.REFUSED, str(error))
        if line is None:
            return self._is(Start.OFF)
        if isinstance(approved, bytes) and approved[:1] and approved[0] % 2:
            return self._is(Start.OFF, Reason.HIDDEN)
        if not isinstance(line, str) or not line.strip():
            return self._is(Start.OFF, Reason.UNREADABLE, "its value is not a command")
        program = _program_of(line)
        if not Path(program).exists():
            return self._is(Start.OFF, Reason.PROGRAM_GONE, program)
        if line != self._line:
            return self._is(Start.ON, Reason.OTHER_PROGRAM, line)
        return self._is(Start.ON)

    def turn(self, on: bool) -> AutostartState:
        """Write the value, or take it away; what is so afterwards."""
        before = self.state()
        if before.start is Start.CANNOT:
            return before
        try:
            if on:
                self._registry.write(RUN, self._starting.name, self._line)
            else:
                self._registry.remove(RUN, self._starting.name)
            self._registry.remove(APPROVED, self._starting.name)
        except OSError as error:
            return self._is(Start.CANNOT, Reason.REFUSED, str(error))
        return self.state()

    def _is(self, start: Start, reason: Reason = Reason.NONE, detail: str = "") -> AutostartState:
        return AutostartState(start, rf"HKCU\{RUN}\{self._starting.name}", reason, detail)


def _program_of(line: str) -> str:
    """The first word: in quotes, or up to a space."""
    line = line.lstrip()
    return line[1:].partition('"')[0] if line.startswith('"') else line.partition(" ")[0]


if sys.platform == "win32":
    import winreg

    class UserRegistry:
        """`Registry` over the real one."""

        def read(self, key: str, name: str) -> str | bytes | None:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                    value = winreg.QueryValueEx(opened, name)[0]
            except FileNotFoundError:
                return None
            return value if isinstance(value, (str, bytes)) else b""

        def write(self, key: str, name: str, value: str) -> None:
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, value)

        def remove(self, key: str, name: str) -> None:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as opened:
                    winreg.DeleteValue(opened, name)
            except FileNotFoundError:
                pass
