"""What every way of running shares: folders, configuration with all its errors told, signals."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable

from skelly_tray.app.arranging import arrange_once
from skelly_tray.config.home import Home
from skelly_tray.engine.configuration import Configuration, read_configuration

CONFIGURATION_INVALID = 4
FAILED = 1
ENDING_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGINT") if hasattr(signal, name))


def complain(title: str, *details: str) -> None:
    """One line of title, then the details, on standard error."""
    for line in (f"skelly-tray: {title}", *(f"  {detail}" for detail in details)):
        sys.stderr.write(line + "\n")
    sys.stderr.flush()


def prepare(home: Home) -> Configuration | None:
    """Make the folders and read everything; None, with every error told, when the configuration is unusable."""
    home.create()
    configuration = read_configuration(home, arranged_by=arrange_once)
    loaded = configuration.loaded
    if not loaded.usable:
        complain("the configuration cannot be used", *(str(e) for e in loaded.errors))
        return None
    if errors := configuration.errors:
        complain("some files cannot be used; everything else is started", *errors)
    return configuration


def on_ending_signals(call: Callable[[str], None]) -> None:
    """Call on every SIGTERM and SIGINT, on the loop, with a sentence that names it."""
    loop = asyncio.get_running_loop()
    for number in ENDING_SIGNALS:
        why = f"{number.name} asked the supervisor to end"
        if sys.platform == "win32":
            signal.signal(number, lambda *_, why=why: loop.call_soon_threadsafe(call, why))
        else:
            loop.add_signal_handler(number, call, why)


def on_hangup(call: Callable[[], None]) -> None:
    """Call on every SIGHUP, on the loop; where there is no such signal, never."""
    if sys.platform != "win32":
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, call)


def on_stray_signals(tell: Callable[[], None]) -> None:
    """SIGUSR1 has `tell` called on the loop; others that would end us without a word, and leave the modules to the
    keeper, do nothing.

    They are heard and not ignored: what is ignored stays so in every program that we start.
    """
    if sys.platform == "win32":
        return
    from skelly_tray.keeper.kernel import stray_signals

    loop = asyncio.get_running_loop()
    for number in stray_signals():
        loop.add_signal_handler(number, tell if number == signal.SIGUSR1 else _pass)


def _pass() -> None:
    pass
