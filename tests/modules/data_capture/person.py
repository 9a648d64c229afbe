"""A person at an X server: opens windows, types, clicks, scrolls, moves; by Xlib and its test extension."""

from __future__ import annotations

import ctypes
from ctypes import c_char_p, c_int, c_ubyte, c_uint, c_ulong, c_void_p

_XA_WINDOW = 33
_XA_STRING = 31
_REPLACE = 0


class Person:
    """Everything has reached the server when a method returns."""

    def __init__(self, display: str) -> None:
        x = self._x = ctypes.CDLL("libX11.so.6")
        self._test = ctypes.CDLL("libXtst.so.6")
        x.XOpenDisplay.restype, x.XOpenDisplay.argtypes = c_void_p, [c_char_p]
        x.XDefaultRootWindow.restype, x.XDefaultRootWindow.argtypes = c_ulong, [c_void_p]
        x.XInternAtom.restype, x.XInternAtom.argtypes = c_ulong, [c_void_p, c_char_p, c_int]
        x.XCreateSimpleWindow.restype = c_ulong
        x.XCreateSimpleWindow.argtypes = [c_void_p, c_ulong, c_int, c_int, *[c_uint] * 3, c_ulong, c_ulong]
        x.XDestroyWindow.argtypes = [c_void_p, c_ulong]
        x.XChangeProperty.argtypes = [c_void_p, *[c_ulong] * 3, c_int, c_int, c_void_p, c_int]
        x.XKeysymToKeycode.restype, x.XKeysymToKeycode.argtypes = c_ubyte, [c_void_p, c_ulong]
        for function in (x.XSync, x.XMapWindow):
            function.argtypes = [c_void_p, c_ulong]
        x.XCloseDisplay.argtypes = [c_void_p]
        for name in ("XTestFakeKeyEvent", "XTestFakeButtonEvent"):
            getattr(self._test, name).argtypes = [c_void_p, c_uint, c_int, c_ulong]
        self._test.XTestFakeMotionEvent.argtypes = [c_void_p, c_int, c_int, c_int, c_ulong]
        self._display = x.XOpenDisplay(display.encode())
        assert self._display
        self._root = x.XDefaultRootWindow(self._display)
        self.focus(0)

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)

    def window(self, program: str, title: str) -> int:
        made = int(self._x.XCreateSimpleWindow(self._display, self._root, 0, 0, 200, 100, 0, 0, 0))
        self._property(made, "WM_CLASS", f"{program.lower()}\0{program}\0".encode())
        self.rename(made, title)
        self._x.XMapWindow(self._display, made)
        self._sync()
        return made

    def rename(self, window: int, title: str) -> None:
        self._property(window, "_NET_WM_NAME", title.encode(), kind="UTF8_STRING")
        self._sync()

    def focus(self, window: int) -> None:
        """As a window manager tells it."""
        value = (c_ulong * 1)(window)
        self._x.XChangeProperty(
            self._display, self._root, self._atom("_NET_ACTIVE_WINDOW"), _XA_WINDOW, 32, _REPLACE, value, 1
        )
        self._sync()

    def destroy(self, window: int) -> None:
        self._x.XDestroyWindow(self._display, window)
        self._sync()

    def type(self, text: str) -> None:
        for letter in text:
            code = self._x.XKeysymToKeycode(self._display, ord(letter))
            assert code
            for down in (1, 0):
                self._test.XTestFakeKeyEvent(self._display, code, down, 0)
        self._sync()

    def press(self, button: int, times: int = 1) -> None:
        for _ in range(times):
            for down in (1, 0):
                self._test.XTestFakeButtonEvent(self._display, button, down, 0)
        self._sync()

    def move(self, x: int, y: int) -> None:
        self._test.XTestFakeMotionEvent(self._display, 0, x, y, 0)
        self._sync()

    def _atom(self, name: str) -> int:
        return int(self._x.XInternAtom(self._display, name.encode(), 0))

    def _property(self, window: int, name: str, value: bytes, kind: str = "") -> None:
        atom = self._atom(kind) if kind else _XA_STRING
        self._x.XChangeProperty(self._display, window, self._atom(name), atom, 8, _REPLACE, value, len(value))

    def _sync(self) -> None:
        self._x.XSync(self._display, 0)
