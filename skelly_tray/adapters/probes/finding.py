"""What one probe found, before it is timed; and the words that all kinds share."""

from __future__ import annotations

import errno
from dataclasses import dataclass

from skelly_tray.domain.health_report import HealthReport

_OURS = frozenset(
    {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOBUFS, errno.EAGAIN, errno.EADDRNOTAVAIL, errno.EACCES}
)
"""Errors that say something of us or of the machine, not of the module that is probed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """passed: None when the probe could not be made. message: one line for people. report: a native module's own."""

    passed: bool | None
    message: str
    report: HealthReport | None = None


def not_made(error: OSError) -> bool:
    """Whether the error kept the probe from being made, rather than being its answer."""
    return error.errno in _OURS


def seconds(value: float) -> str:
    """A duration in a sentence: `5 s`, `0.2 s`."""
    return f"{value:g} s"


def one_line(text: str, limit: int = 200) -> str:
    """Foreign text made safe to show: printable, on one line, at most `limit` characters."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    shown = " ".join(shown.split())
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"
