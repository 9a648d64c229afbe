"""Start at login for one home: what is started, and the way of this platform to have it started."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from skelly_tray.adapters.autostart.starting import Starting
from skelly_tray.config.home import Home, instance_name
from skelly_tray.config.resources import resource
from skelly_tray.reentry import is_bundle, own_command

if TYPE_CHECKING:
    from skelly_tray.ui.ports import Autostart

ICON_NAME = "skelly-tray"


def autostart_of(home: Home) -> Autostart:
    """The entry of this home; each home has one of its own."""
    starting = starting_of(home)
    if sys.platform == "win32":
        from skelly_tray.adapters.autostart.windows_run import RunKeyAutostart, UserRegistry

        return RunKeyAutostart(starting, UserRegistry())
    if sys.platform == "darwin":
        from skelly_tray.adapters.autostart.launch_agent import LaunchAgentAutostart

        return LaunchAgentAutostart(starting, Path.home() / "Library")
    from skelly_tray.adapters.autostart.xdg import XdgAutostart

    return XdgAutostart(starting, os.environ)


def starting_of(home: Home) -> Starting:
    """A home that was named is named again."""
    root = home.root
    command = own_command() if root is None else (*own_command(), "--home", str(root))
    return Starting(instance_name(str(root or ""), home.state), home.title, command, _icon())


def _icon() -> str:
    """Our picture where it stays; a bundle that unpacks itself has it only for as long as it runs, and that of a
    package goes with its version."""
    if is_bundle() and own_command() != (sys.executable,):
        return ICON_NAME
    bundle = str(getattr(sys, "_MEIPASS", ""))
    if bundle and not Path(bundle).is_relative_to(Path(sys.executable).parent):
        return ICON_NAME
    path = str(resource("icons/skelly-tray.svg"))
    return path if path.isprintable() and path.isascii() else ICON_NAME
