"""Whether a window could be shown here at all."""

from __future__ import annotations

import os
import sys


def screen_available() -> bool:
    """On Linux and BSD a display must be named; macOS and Windows always have one."""
    if sys.platform in ("darwin", "win32"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
