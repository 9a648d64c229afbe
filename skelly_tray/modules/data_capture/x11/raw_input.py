"""Raw input events of XInput2, seen as kinds only. Of a key nothing is fetched: not its code, not its device.

What an event is stands in its frame (`evtype`); the rest is fetched from Xlib only for buttons, to tell a turn of the
wheel from a click.
"""

from __future__ import annotations

import ctypes
import enum
from collections.abc import Iterator
from ctypes import Structure, byref, c_int, c_uint, c_ulong, c_void_p

from skelly_tray.modules.data_capture.source import UnavailableError
from skelly_tray.modules.data_capture.x11.display import XDisplay

_GENERIC_EVENT = 35
_RAW_KEY_PRESS, _RAW_BUTTON_PRESS, _RAW_MOTION = 13, 15, 17
_ALL_MASTER_DEVICES = 1
_WHEEL = range(4, 8)


class RawInput(enum.Enum):
    """What was done."""

    KEY = "key"
    CLICK = "click"
    SCROLL = "scroll"
    MOTION = "motion"


class _Cookie(Structure):
    """XGenericEventCookie."""

    _fields_ = [
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("extension", c_int),
        ("evtype", c_int),
        ("cookie", c_uint),
        ("data", c_void_p),
    ]


class _RawButton(Structure):
    """The beginning of XIRawEvent."""

    _fields_ = [
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("extension", c_int),
        ("evtype", c_int),
        ("time", c_ulong),
        ("device", c_int),
        ("source", c_int),
        ("detail", c_int),
    ]


class _Mask(Structure):
    """XIEventMask."""

    _fields_ = [("device", c_int), ("length", c_int), ("bits", c_void_p)]


def select(display: XDisplay) -> int:
    """Have raw events sent to this connection; returns the number of the extension. Raises UnavailableError."""
    opcode = display.extension("XInputExtension")
    major, minor = (
        c_int(2),
        c_int(1),
    )  # 2.1: raw events come also while another program has grabbed the device
    if opcode is None or display.do("XIQueryVersion", byref(major), byref(minor), of="Xi") != 0:
        raise UnavailableError("the X server has no XInput 2")
    bits = (ctypes.c_ubyte * 4)()
    for kind in (_RAW_KEY_PRESS, _RAW_BUTTON_PRESS, _RAW_MOTION):
        bits[kind // 8] |= 1 << kind % 8
    mask = _Mask(_ALL_MASTER_DEVICES, len(bits), ctypes.addressof(bits))
    display.do("XISelectEvents", display.root, byref(mask), 1, of="Xi")
    display.do("XSync", 0)
    return opcode


def pending(display: XDisplay, opcode: int) -> Iterator[RawInput]:
    """Those that have come."""
    for buffer in display.events():
        cookie = _Cookie.from_buffer(buffer)
        if cookie.type != _GENERIC_EVENT or cookie.extension != opcode:
            continue
        if cookie.evtype == _RAW_KEY_PRESS:
            yield RawInput.KEY
        elif cookie.evtype == _RAW_MOTION:
            yield RawInput.MOTION
        elif cookie.evtype == _RAW_BUTTON_PRESS:
            yield RawInput.SCROLL if _button(display, cookie) in _WHEEL else RawInput.CLICK


def _button(display: XDisplay, cookie: _Cookie) -> int:
    if not display.do("XGetEventData", byref(cookie)):
        return 0
    try:
        return int(_RawButton.from_address(cookie.data).detail)
    finally:
        display.do("XFreeEventData", byref(cookie))
