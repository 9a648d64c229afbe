"""Start at login where desktops follow freedesktop.org: a file in the user's `autostart` folder.

Rules: the Desktop Application Autostart Specification. A file of the user's stands before one of the same name that the
system has; one of them with `Hidden=true` counts as none.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path

from skelly_tray.adapters.autostart.desktop_entry import (
    NoEntryError,
    command_of,
    entry_text,
    exec_value,
    is_true,
    listed,
    read_entry,
    string_value,
)
from skelly_tray.adapters.autostart.starting import Starting
from skelly_tray.config.atomic import make_folder, remove_file, replace_file
from skelly_tray.config.autostart import AutostartState, Reason, Start
from skelly_tray.config.trust import UntrustedFolderError, require_own_folders

MOST_BYTES = 64 * 1024
"""Of a file that somebody put there; ours have less than one."""
SYSTEM_FOLDERS = "/etc/xdg"


class XdgAutostart:
    """starting: what is started. environment: of this session."""

    def __init__(self, starting: Starting, environment: Mapping[str, str]) -> None:
        self._starting = starting
        self._environment = environment
        config = environment.get("XDG_CONFIG_HOME", "")
        # The specification: a path that is not absolute is not to be used.
        self._config = Path(config) if config.startswith("/") else Path.home() / ".config"
        self.path = self._config / "autostart" / f"{starting.name}.desktop"

    def state(self) -> AutostartState:
        """What the next login does."""
        try:
            command_line = exec_value(self._starting.command)
        except ValueError:
            shown = " ".join(self._starting.command).encode("utf-8", "backslashreplace").decode()
            return self._is(Start.CANNOT, Reason.NOT_TEXT, shown)
        try:
            require_own_folders(*(f for f in (self._config, self.path.parent) if f.is_dir()))
        except UntrustedFolderError as error:
            return self._is(Start.CANNOT, Reason.NOT_OURS, str(error))
        except OSError as error:
            return self._is(Start.CANNOT, Reason.REFUSED, str(error))
        for path in (self.path, *self._of_the_system()):
            try:
                return self._judged(read_entry(_text_of(path)), command_line)
            except FileNotFoundError:
                continue
            except (OSError, NoEntryError) as error:
                return self._is(Start.OFF, Reason.UNREADABLE, getattr(error, "strerror", None) or str(error))
        return self._is(Start.OFF)

    def turn(self, on: bool) -> AutostartState:
        """Write the entry, or take it away; what is so afterwards. Nothing is followed that lies in its place."""
        before = self.state()
        if before.start is Start.CANNOT:
            return before
        try:
            if on:
                self._write({})
            elif any(path.exists() for path in self._of_the_system()):
                self._write({"Hidden": "true"})  # without a file of the user's, theirs would count
            elif self.path.parent.is_dir():
                remove_file(self.path)
        except OSError as error:
            return self._is(Start.CANNOT, Reason.REFUSED, str(error))
        return self.state()

    def _write(self, changed: Mapping[str, str]) -> None:
        make_folder(self.path.parent)
        replace_file(self.path, entry_text({**self._entry(), **changed}).encode())

    def _entry(self) -> dict[str, str]:
        starting = self._starting
        return {
            "Type": "Application",
            "Version": "1.5",
            "Name": string_value(starting.title.encode(errors="replace").decode()),
            "Comment": "Keeps your modules alive, and says why when one is not",
            "Exec": exec_value(starting.command),
            "TryExec": string_value(starting.command[0]),
            "Icon": string_value(starting.icon),
            "Terminal": "false",
            "StartupNotify": "false",
            "Hidden": "false",
            "X-GNOME-Autostart-enabled": "true",
        }

    def _of_the_system(self) -> list[Path]:
        folders = self._environment.get("XDG_CONFIG_DIRS") or SYSTEM_FOLDERS
        return [Path(f) / "autostart" / self.path.name for f in folders.split(":") if f.startswith("/")]

    def _judged(self, entry: Mapping[str, str], ours: str) -> AutostartState:
        if is_true(entry.get("Hidden")) or entry.get("X-GNOME-Autostart-enabled") == "false":
            return self._is(Start.OFF, Reason.HIDDEN)
        if other := self._for_other_desktops(entry):
            return self._is(Start.OFF, Reason.OTHER_DESKTOP, other)
        if entry.get("Type") != "Application":
            return self._is(Start.OFF, Reason.UNREADABLE, "its Type is not Application")
        command = command_of(entry.get("Exec", ""))
        for program in (entry.get("TryExec") or command[0], command[0]):
            if shutil.which(program) is None:
                return self._is(Start.OFF, Reason.PROGRAM_GONE, program)
        if command != list(self._starting.command):
            return self._is(Start.ON, Reason.OTHER_PROGRAM, " ".join(command))
        bare = not self._environment.get("XDG_CURRENT_DESKTOP")
        return self._is(Start.ON, Reason.BARE_SESSION if bare else Reason.NONE)

    def _for_other_desktops(self, entry: Mapping[str, str]) -> str:
        """The desktops it is for, when this is none of them; `not GNOME` where it is not for this one."""
        here = {name for name in self._environment.get("XDG_CURRENT_DESKTOP", "").split(":") if name}
        only, never = listed(entry.get("OnlyShowIn")), listed(entry.get("NotShowIn"))
        if only and not here.intersection(only):
            return ", ".join(only)
        return f"not {', '.join(never)}" if here.intersection(never) else ""

    def _is(self, start: Start, reason: Reason = Reason.NONE, detail: str = "") -> AutostartState:
        return AutostartState(start, str(self.path), reason, detail)


def _text_of(path: Path) -> str:
    """A link is followed, as desktops do: people keep such files elsewhere. Raises OSError, NoEntryError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb") as file:  # noqa: PTH123  a descriptor has no path
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > MOST_BYTES:
            raise NoEntryError("it is not a file of an entry's size")
        try:
            return file.read(MOST_BYTES).decode()
        except UnicodeDecodeError:
            raise NoEntryError("it is not text in UTF-8") from None
