"""How this program starts itself again for a short piece of work: by a word in place of its arguments.

A frozen application has no Python to start anything else with.
"""

from __future__ import annotations

import os
import sys

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
