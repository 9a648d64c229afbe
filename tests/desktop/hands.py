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
        self._environment = {**environment, "LC_ALL": "C.UTF-8"}  # else xprop escapes whatever is not ASCII
        self._pointer = Pointer(self._environment["DISPLAY"])

    def close(self) -> None:
        self._pointer.close()

    def click(
        self, place: tuple[int, int, int, int], button: int = LEFT, *, apart_ms: int = APART_MS
    ) -> None:
        """In the middle of a place: x, y, width and height on the screen, in pixels."""
        x, y, width, height = place
        self._pointer.click(x + width // 2, y + height // 2, button, apart_ms=apart_ms)

    def key(self, *keys: str) -> None:
        """As xdotool names them: `Escape`, `ctrl+a`. Whoever has the focus gets them."""
        self._xdotool("key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        self._xdotool("type", "--clearmodifiers", "--delay", "2", text)

    def windows(self) -> dict[str, str]:
        """Title → id of the windows that the window manager knows, oldest first."""
        ids = re.findall(r"0x[0-9a-f]+", self._xprop("-root", "_NET_CLIENT_LIST"))
        return {_quoted(self._xprop("-id", each, "8u", "_NET_WM_NAME")): each for each in ids}

    def raise_window(self, title: str) -> None:
        self._xdotool("windowactivate", "--sync", self.windows()[title])

    def close_window(self, title: str) -> None:
        """By the window manager's own key."""
        self.raise_window(title)
        self.key("alt+F4")

    def _xprop(self, *arguments: str) -> str:
        command = ["xprop", *arguments]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, check=False)
        return done.stdout  # of a window that has gone meanwhile it has nothing to say

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self._environment, check=True, timeout=30)


def _quoted(line: str) -> str:
    found = re.search(r'"(.*)"', line)
    return found[1] if found else ""
