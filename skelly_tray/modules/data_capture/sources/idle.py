"""Since when nobody has touched anything, by the screen saver extension of X11."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import Structure, byref, c_int, c_ulong

from skelly_tray.modules.data_capture.observation import Observation
from skelly_tray.modules.data_capture.source import Surroundings, UnavailableError
from skelly_tray.modules.data_capture.x11.display import XDisplay


class _Info(Structure):
    """XScreenSaverInfo."""

    _fields_ = [
        ("window", c_ulong),
        ("state", c_int),
        ("kind", c_int),
        ("since", c_ulong),
        ("idle_ms", c_ulong),
        ("mask", c_ulong),
    ]


class IdleWatch:
    """Tells when somebody has gone for `after` seconds, and when they are back."""

    def __init__(self, after: float) -> None:
        self._after = after
        self._longest: float | None = None

    def see(self, idle_s: float) -> Observation | None:
        if self._longest is None:
            if idle_s < self._after:
                return None
            self._longest = idle_s
            return Observation("idle", {"idle": True, "idle_s": round(idle_s)})
        if idle_s >= self._longest:
            self._longest = idle_s
            return None
        longest, self._longest = self._longest, None
        return Observation("idle", {"idle": False, "idle_s": round(longest)})


class IdleSource:
    """One question to the X server each time."""

    interval = 5.0

    def __init__(self, surroundings: Surroundings) -> None:
        self._watch = IdleWatch(surroundings.settings.idle_after)
        self._display: XDisplay | None = None

    def open(self) -> None:
        self._display = XDisplay()
        event, error = c_int(), c_int()
        if not self._display.do("XScreenSaverQueryExtension", byref(event), byref(error), of="Xss"):
            raise UnavailableError("the X server has no screen saver extension")

    def fileno(self) -> int | None:
        return None

    def read(self, now: float, due: bool) -> Sequence[Observation]:
        if self._display is None:
            raise UnavailableError("the X server has gone")
        info = _Info()
        if not self._display.do("XScreenSaverQueryInfo", self._display.root, byref(info), of="Xss"):
            raise UnavailableError("the X server does not tell how long nothing was touched")
        told = self._watch.see(info.idle_ms / 1000)
        return (told,) if told is not None else ()

    def close(self) -> None:
        if self._display is not None:
            self._display.close()
            self._display = None
