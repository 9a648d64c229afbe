"""Numbers and ages in the words of the window, but with plain spaces, so that a pipe can search for them."""

from __future__ import annotations

from typing import Any

from skelly_tray.ui.present import measures

NONE = "–"


def age(seconds: Any) -> str:
    """`8 s`, `12 min`, `3 d 2 h`; a dash for None."""
    return NONE if seconds is None else _plain(measures.age(float(seconds)))


def percent(value: Any) -> str:
    """CPU in % of one core."""
    return NONE if value is None else _plain(measures.percent(float(value)))


def megabytes(value: Any) -> str:
    """Memory given in MB (2**20 bytes)."""
    return NONE if value is None else _plain(measures.megabytes(float(value)))


def milliseconds(value: Any) -> str:
    return NONE if value is None else _plain(measures.milliseconds(float(value)))


def countdown(seconds: Any) -> str:
    """As `age`, rounded up."""
    return NONE if seconds is None else _plain(measures.countdown(float(seconds)))


def _plain(text: str) -> str:
    return text.replace(measures.NARROW, " ")
