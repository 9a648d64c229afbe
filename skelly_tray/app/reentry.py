"""How this program starts itself again: for a short piece of work, by a word in place of its arguments; and whole.

A frozen application has no Python to start anything else with.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from skelly_tray.adapters.launcher.environment import clean_environment


def own_process(word: str) -> list[str]:
    """argv; `__main__.py` knows the word."""
    if getattr(sys, "frozen", False):
        return [sys.executable, word]
    return [sys.executable, "-P", "-m", "skelly_tray", word]


def own_environment() -> dict[str, str]:
    environment = clean_environment(os.environ)
    if getattr(sys, "frozen", False):
        environment["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    return environment


def own_command() -> tuple[str, ...]:
    """argv that starts the whole program anew at any time: absolute, and by what stays over an update.

    An AppImage is the file itself, not what it is mounted as meanwhile. Else the script beside our Python comes first:
    it goes when we are removed from that environment.
    """
    if getattr(sys, "frozen", False):
        image, mounted = os.environ.get("APPIMAGE", ""), os.environ.get("APPDIR", "")
        if image and mounted and Path(sys.executable).is_relative_to(mounted):
            return (image,)
        return (sys.executable,)
    for name in ("skelly-tray-gui", "skelly-tray") if sys.platform == "win32" else ("skelly-tray",):
        script = shutil.which(name, path=str(Path(sys.executable).parent))
        if script is not None:
            return (script,)
    return (sys.executable, "-P", "-m", "skelly_tray")
