"""The functions of libX11, libXi and libXss that are used, with their types, loaded at first use.

Xlib ends the whole process when it meets an error; here errors are counted and a broken connection is told.
"""

from __future__ import annotations

import ctypes
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p
from ctypes.util import find_library
from functools import cache
from typing import Any

from skelly_tray.modules.data_capture.source import UnavailableError

Display = c_void_p
Window = c_ulong
Atom = c_ulong
_OnError = CFUNCTYPE(c_int, Display, c_void_p)
_OnBroken = CFUNCTYPE(None, Display, c_void_p)

_WELL_KNOWN = {"X11": "libX11.so.6", "Xi": "libXi.so.6", "Xss": "libXss.so.1"}

_TYPES: dict[str, dict[str, tuple[Any, list[Any]]]] = {
    "X11": {
        "XInitThreads": (c_int, []),
        "XOpenDisplay": (Display, [c_char_p]),
        "XCloseDisplay": (c_int, [Display]),
        "XConnectionNumber": (c_int, [Display]),
        "XDefaultRootWindow": (Window, [Display]),
        "XInternAtom": (Atom, [Display, c_char_p, c_int]),
        "XSelectInput": (c_int, [Display, Window, c_long]),
        "XPending": (c_int, [Display]),
        "XNextEvent": (c_int, [Display, c_void_p]),
        "XSync": (c_int, [Display, c_int]),
        "XFree": (c_int, [c_void_p]),
        "XGetEventData": (c_int, [Display, c_void_p]),
        "XFreeEventData": (None, [Display, c_void_p]),
        "XQueryExtension": (c_int, [Display, c_char_p, POINTER(c_int), POINTER(c_int), POINTER(c_int)]),
        "XQueryPointer": (
            c_int,
            [
                Display,
                Window,
                *[POINTER(Window)] * 2,
                *[POINTER(c_int)] * 4,
                POINTER(c_uint),
            ],
        ),
        "XGetWindowProperty": (
            c_int,
            [
                Display,
                Window,
                Atom,
                c_long,
                c_long,
                c_int,
                Atom,
                POINTER(Atom),
                POINTER(c_int),
                *[POINTER(c_ulong)] * 2,
                POINTER(c_void_p),
            ],
        ),
        "XSetErrorHandler": (c_void_p, [_OnError]),
        "XSetIOErrorHandler": (c_void_p, [_OnError]),
    },
    "Xi": {
        "XIQueryVersion": (c_int, [Display, POINTER(c_int), POINTER(c_int)]),
        "XISelectEvents": (c_int, [Display, Window, c_void_p, c_int]),
    },
    "Xss": {
        "XScreenSaverQueryExtension": (c_int, [Display, POINTER(c_int), POINTER(c_int)]),
        "XScreenSaverQueryInfo": (c_int, [Display, Window, c_void_p]),
    },
}


broken: set[int] = set()
"""The displays whose connection is gone: no function may be called with them again."""


def _ignore(display: int | None, event: int | None) -> int:
    """A window that has gone meanwhile: the caller sees that it got nothing."""
    return 0


def _note_broken(display: int | None, data: int | None) -> None:
    """Instead of Xlib's own, which ends the process."""
    if display:
        broken.add(display)


_IGNORE, _NOTE_BROKEN = _OnError(_ignore), _OnBroken(_note_broken)
"""Kept for as long as Xlib may call them."""


@cache
def library(name: str) -> Any:
    """`X11`, `Xi` or `Xss`. Raises UnavailableError when it is not installed."""
    found = _WELL_KNOWN[name]
    try:
        loaded = ctypes.CDLL(found)
    except OSError:
        try:
            loaded = ctypes.CDLL(find_library(name) or found)
        except OSError:
            raise UnavailableError(f"the library {found} is not installed") from None
    for function, (result, arguments) in _TYPES[name].items():
        getattr(loaded, function).restype = result
        getattr(loaded, function).argtypes = arguments
    if name == "X11":
        loaded.XInitThreads()  # each source has a connection of its own, and its turns come from several threads
        loaded.XSetErrorHandler(_IGNORE)
        loaded.XSetIOErrorHandler(_IGNORE)
    return loaded


def survive_loss(display: int) -> bool:
    """Have a broken connection noted in `broken`. False: this Xlib is too old, it would end the process."""
    try:
        function = library("X11").XSetIOErrorExitHandler
    except AttributeError:
        return False
    function.restype, function.argtypes = None, [Display, _OnBroken, c_void_p]
    function(display, _NOTE_BROKEN, None)
    return True
