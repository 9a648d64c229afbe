"""The desktop of the tests, with a host for tray icons, to measure the tray on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from tests.tools.desktop import Desktop


@contextlib.contextmanager
def desktop_with_tray() -> Iterator[dict[str, str] | None]:
    """The environment of a program that shall appear on it; None, with a word of why, where it cannot be had."""
    if missing := Desktop.missing():
        print(f"  not measured: {missing} is not installed")
        yield None
        return
    desktop = Desktop()
    try:
        # A program that finds a host has no reason to open its window at the start.
        host = desktop.start("tests.tools.tray_host")
        host.next("ready")
        yield desktop.environment
    finally:
        desktop.close()
