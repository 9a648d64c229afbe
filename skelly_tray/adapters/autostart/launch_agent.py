"""Start at login on macOS: a property list in the user's `LaunchAgents`. Written with care; not run by our tests there.

launchd reads it at the next login. What people switch off in System Settings is kept in a store that only the system
reads; only a `Disabled` in the file itself is told.
"""

from __future__ import annotations

import plistlib
import shutil
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from skelly_tray.adapters.autostart.starting import Starting
from skelly_tray.config.atomic import make_folder, remove_file, replace_file
from skelly_tray.config.autostart import AutostartState, Reason, Start
from skelly_tray.config.state_files import read_state
from skelly_tray.config.trust import UntrustedFolderError, require_own_folders

PREFIX = "org.skelly-tray."


class LaunchAgentAutostart:
    """starting: what is started. library: the user's `Library`."""

    def __init__(self, starting: Starting, library: Path) -> None:
        self._starting = starting
        self._label = PREFIX + starting.name
        self.path = library / "LaunchAgents" / f"{self._label}.plist"

    def state(self) -> AutostartState:
        """What the next login does."""
        try:
            for word in self._starting.command:
                word.encode()
        except UnicodeEncodeError:
            shown = " ".join(self._starting.command).encode("utf-8", "backslashreplace").decode()
            return self._is(Start.CANNOT, Reason.NOT_TEXT, shown)
        try:
            require_own_folders(self.path.parent)
            found = plistlib.loads(read_state(self.path))
        except FileNotFoundError:
            return self._is(Start.OFF)
        except UntrustedFolderError as error:
            return self._is(Start.CANNOT, Reason.NOT_OURS, str(error))
        except (OSError, plistlib.InvalidFileException, ExpatError, ValueError) as error:
            return self._is(Start.OFF, Reason.UNREADABLE, getattr(error, "strerror", None) or str(error))
        return self._judged(found if isinstance(found, dict) else {})

    def turn(self, on: bool) -> AutostartState:
        """Write the file, or take it away; what is so afterwards."""
        before = self.state()
        if before.start is Start.CANNOT:
            return before
        try:
            if on:
                make_folder(self.path.parent)
                replace_file(self.path, plistlib.dumps(self._agent()))
            elif self.path.parent.is_dir():
                remove_file(self.path)
        except OSError as error:
            return self._is(Start.CANNOT, Reason.REFUSED, str(error))
        return self.state()

    def _agent(self) -> dict[str, Any]:
        return {
            "Label": self._label,
            "ProgramArguments": list(self._starting.command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
            # The keeper outlives a crash of ours, and launchd would end it with us.
            "AbandonProcessGroup": True,
        }

    def _judged(self, agent: dict[str, Any]) -> AutostartState:
        command = agent.get("ProgramArguments")
        if not isinstance(command, list) or not command or not all(isinstance(w, str) for w in command):
            return self._is(Start.OFF, Reason.UNREADABLE, "it has no ProgramArguments")
        if agent.get("Disabled") is True or agent.get("RunAtLoad") is not True:
            return self._is(Start.OFF, Reason.HIDDEN)
        if shutil.which(command[0]) is None:
            return self._is(Start.OFF, Reason.PROGRAM_GONE, command[0])
        if command != list(self._starting.command):
            return self._is(Start.ON, Reason.OTHER_PROGRAM, " ".join(command))
        return self._is(Start.ON)

    def _is(self, start: Start, reason: Reason = Reason.NONE, detail: str = "") -> AutostartState:
        return AutostartState(start, str(self.path), reason, detail)
