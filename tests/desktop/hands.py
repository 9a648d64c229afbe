"""Mouse and keyboard on a test's X server."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping

from tests.tools.pointer import LEFT, Pointer

APART_MS = 30
"""Milliseconds between two clicks on different things."""


class Hands:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._pointer = Pointer(self._environment["DISPLAY"])

    def close(self) -> None:
        self._pointer.close()

    def click(self, place: tuple[int, int, int, int], button: int = LEFT, *, apart_ms: int = APART_MS) -> None:
        """In the middle of a place: x, y, width and height on the screen, in pixels."""
        x, y, width, height = place
        self._pointer.click(x + width // 2, y + height // 2, button, apart_ms=apart_ms)

    def key(self, *keys: str) -> None:
        """As xdotool names them: `Escape`, `ctrl+a`. Whoever has the focus gets them."""
        self._xdotool("key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        self._xdotool("type", "--clearmodifiers", "--delay", "2", text)

    def close_window(self, title: str) -> None:
        """By the window manager's own key."""
        self._xdotool("search", "--onlyvisible", "--name", f"^{re.escape(title)}$", "windowactivate", "--sync")
        self.key("alt+F4")

    def windows(self, name: str) -> int:
        """How many windows with that text in their title are on the screen, as the X server has it."""
        command = ["xdotool", "search", "--onlyvisible", "--name", name]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, check=False)
        return len(done.stdout.split())

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self._environment, check=True, timeout=30)
