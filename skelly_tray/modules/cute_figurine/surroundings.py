"""What this session can show: is there a display to draw on, is there a bus for notifications?"""

from __future__ import annotations

import os
import socket
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_PATIENCE = 1.0
_FIRST_PORT = 6000


class Drawing(NamedTuple):
    """expected: the session has a desktop, so that something is amiss if nothing can be drawn. reason: why it cannot;
    empty when it can."""

    expected: bool
    reason: str


def drawing(environ: Mapping[str, str]) -> Drawing:
    """Whether a figurine can stand on this desktop. Asks the display itself, for a moment."""
    if not sys.platform.startswith("linux"):
        return Drawing(True, "")
    if environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in ("offscreen", "minimal", "vnc"):
        return Drawing(True, "")
    if display := environ.get("DISPLAY"):
        return Drawing(True, "" if _answers(display) else f"the display {display[:40]} does not answer")
    if environ.get("WAYLAND_DISPLAY"):
        return Drawing(False, "Wayland lets no program choose its place, and there is no X server beside it")
    return Drawing(False, "there is no display")


def qt_platform(environ: Mapping[str, str]) -> dict[str, str]:
    """What the stage's environment needs beside ours: on Wayland it draws through the X server beside it."""
    if sys.platform.startswith("linux") and environ.get("DISPLAY") and not environ.get("QT_QPA_PLATFORM"):
        return {"QT_QPA_PLATFORM": "xcb"}
    return {}


def session_bus(environ: Mapping[str, str]) -> str:
    """The address of the session bus; empty where there is none."""
    if address := environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return address
    usual = Path(environ.get("XDG_RUNTIME_DIR") or "/nonexistent", "bus")
    try:
        return f"unix:path={usual}" if stat.S_ISSOCK(usual.stat().st_mode) else ""
    except OSError:
        return ""


def _answers(display: str) -> bool:
    """Somebody listens there. Whether we may draw, Qt finds out."""
    host, _, number = display.rpartition(":")
    number = number.partition(".")[0]
    if not number.isdecimal():
        return False
    path = f"/tmp/.X11-unix/X{number}"
    places: list[tuple[int, str | tuple[str, int]]] = [(socket.AF_UNIX, "\0" + path), (socket.AF_UNIX, path)]
    if host and host != "unix":
        places = [(socket.AF_INET, (host, _FIRST_PORT + int(number)))]
        if host.startswith("/"):
            places = [(socket.AF_UNIX, display)]
    for family, place in places:
        try:
            with socket.socket(family, socket.SOCK_STREAM) as made:
                made.settimeout(_PATIENCE)
                made.connect(place)
                return True
        except (OSError, OverflowError):
            continue
    return False


def stage_environment() -> dict[str, str]:
    """Ours, without what only a module may know."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SKELLY_")}
    return kept | qt_platform(os.environ)
