"""A mouse on a test's X server, by its own extension for tests (XTest): for panels that have no protocol for clicks."""

from __future__ import annotations

import ctypes
import ctypes.util

LEFT, MIDDLE, RIGHT = 1, 2, 3
APART_MS, WITHIN_MS = 600, 20
"""Milliseconds that the X server waits between two clicks, and within one: programs tell a double click by that."""


class Pointer:
    """A connection of its own to one display."""

    def __init__(self, display: str) -> None:
        self._x = ctypes.CDLL(ctypes.util.find_library("X11"))
        self._test = ctypes.CDLL(ctypes.util.find_library("Xtst"))
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        opened = self._x.XOpenDisplay(display.encode())
        assert opened, f"no display {display}"
        self._display = ctypes.c_void_p(opened)

    @staticmethod
    def missing() -> str:
        """The library that is not there; empty when there is a mouse to be had."""
        return next((name for name in ("X11", "Xtst") if not ctypes.util.find_library(name)), "")

    def click(self, x: int, y: int, button: int = LEFT, *, times: int = 1, apart_ms: int = APART_MS) -> None:
        """Press and release at a place of the screen, in pixels; too late to belong to a click before, unless a
        shorter time is given."""
        self._test.XTestFakeMotionEvent(self._display, 0, x, y, apart_ms)
        for _ in range(times):
            for down in (1, 0):
                self._test.XTestFakeButtonEvent(self._display, button, down, WITHIN_MS)
        self._x.XSync(self._display, 0)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the left button at one place and release it at another, with steps between."""
        steps = 8
        self._test.XTestFakeMotionEvent(self._display, 0, *start, APART_MS)
        self._test.XTestFakeButtonEvent(self._display, LEFT, 1, WITHIN_MS)
        for step in range(1, steps + 1):
            x, y = (a + (b - a) * step // steps for a, b in zip(start, end, strict=True))
            self._test.XTestFakeMotionEvent(self._display, 0, x, y, WITHIN_MS)
        self._test.XTestFakeButtonEvent(self._display, LEFT, 0, WITHIN_MS)
        self._x.XSync(self._display, 0)

    def move(self, x: int, y: int) -> None:
        self._test.XTestFakeMotionEvent(self._display, 0, x, y, 0)
        self._x.XSync(self._display, 0)

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)
