"""A connection to the X server: opened with a plain reason when it cannot be, and never used again once it broke."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from ctypes import byref, c_int, c_uint, c_ulong, c_void_p
from typing import Any

from skelly_tray.modules.data_capture.source import UnavailableError
from skelly_tray.modules.data_capture.x11.library import Atom, Window, broken, library, survive_loss

_ANY = 0
_EVENT_BYTES = 192
"""sizeof(XEvent): 24 longs."""


class XDisplay:
    """Not for two threads at once. Every method raises UnavailableError when the X server is gone."""

    def __init__(self) -> None:
        name = os.environ.get("DISPLAY", "")
        if os.environ.get("WAYLAND_DISPLAY") or os.environ.get("XDG_SESSION_TYPE") == "wayland":
            raise UnavailableError("a Wayland session does not show this to programs")
        if not name:
            raise UnavailableError("there is no X display in this session (DISPLAY is not set)")
        self._x = library("X11")
        self._display: int | None = self._x.XOpenDisplay(name.encode())
        if not self._display:
            raise UnavailableError("the X server of this session does not let us in, or is not there")
        survive_loss(self._display)
        self.root: int = self._x.XDefaultRootWindow(self._display)

    def close(self) -> None:
        if self._display and self._display not in broken:
            self._x.XCloseDisplay(self._display)
        self._display = None

    def fileno(self) -> int:
        return int(self.do("XConnectionNumber"))

    def do(self, function: str, *arguments: Any, of: str = "X11") -> Any:
        """Call a function of Xlib with this display as its first argument."""
        if not self._display or self._display in broken:
            raise UnavailableError("the X server has gone")
        result = getattr(library(of), function)(self._display, *arguments)
        if self._display in broken:
            raise UnavailableError("the X server has gone")
        return result

    def extension(self, name: str) -> int | None:
        """Its number (major opcode); None when the server does not have it."""
        opcode, event, error = c_int(), c_int(), c_int()
        found = self.do("XQueryExtension", name.encode(), byref(opcode), byref(event), byref(error))
        return opcode.value if found else None

    def atom(self, name: str) -> int:
        return int(self.do("XInternAtom", name.encode(), 0))

    def events(self) -> Iterator[ctypes.Array[ctypes.c_char]]:
        """Those that have come; the same buffer each time."""
        buffer = ctypes.create_string_buffer(_EVENT_BYTES)
        while self.do("XPending"):
            self.do("XNextEvent", buffer)
            yield buffer

    def property(self, window: int, atom: int, longs: int = 256) -> bytes | list[int]:
        """Text as bytes, numbers as a list; empty when the window or the property is not there."""
        kind, form, count, left, data = Atom(), c_int(), c_ulong(), c_ulong(), c_void_p()
        outcome = self.do(
            "XGetWindowProperty", window, atom, 0, longs, 0, _ANY,
            byref(kind), byref(form), byref(count), byref(left), byref(data),
        )  # fmt: skip
        if outcome != 0 or not data.value:
            return b""
        try:
            if form.value == 32:
                return list((c_ulong * count.value).from_address(data.value))
            return ctypes.string_at(data.value, count.value) if form.value == 8 else b""
        finally:
            library("X11").XFree(data)

    def pointer(self) -> tuple[int, int]:
        """Where it is, in pixels."""
        root, child, mask = Window(), Window(), c_uint()
        x, y, in_x, in_y = c_int(), c_int(), c_int(), c_int()
        self.do(
            "XQueryPointer", self.root, byref(root), byref(child),
            byref(x), byref(y), byref(in_x), byref(in_y), byref(mask),
        )  # fmt: skip
        return x.value, y.value
