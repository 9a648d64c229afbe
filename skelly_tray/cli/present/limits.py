"""Limits on the terminal: the words of the window, with the reason behind, and plain spaces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.cli.text import clean
from skelly_tray.ui.present.limits import limit_note, limit_words, throttled_words
from skelly_tray.ui.present.measures import NARROW


def limit_line(name: str, limit: Mapping[str, Any]) -> str:
    """`CPU 20 % of 20 %, held by freeze (soft): its processes are …`."""
    note = limit_note(limit)
    return _plain(limit_words(name, limit) + (f": {note}" if note else ""))


def throttled_line(throttled: Mapping[str, Any] | None) -> str:
    return _plain(throttled_words(throttled))


def _plain(text: str) -> str:
    return clean(text.replace(NARROW, " "))
