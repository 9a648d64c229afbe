"""The window of the real application, on a desktop with a window manager: what it costs on each page, hidden and
minimised, how long it holds up the loop, and whether opening it a hundred times leaves anything in memory."""

from __future__ import annotations

import contextlib
import re
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.benchmarks.pulses import Pulse
from tests.benchmarks.report import Line
from tests.benchmarks.rig import add_sleepers, cpu_percent, rss_mb, system
from tests.supervisor import Supervisor, wait_until
from tests.tools.desktop import Desktop, Talk

COUNTS = (20, 100)
LOOK = 15.0
"""Seconds that each state is watched for."""
SETTLE = 5.0
PAGES = ("modules", "system", "graph")
ROUNDS, WARM = 100, 10
NEEDED = ("openbox", "xdotool", "xprop")


@dataclass
class Seat:
    """Somebody in front of the desktop."""

    environment: Mapping[str, str]
    bus: DBusConnection
    item: str

    def click_icon(self) -> None:
        """Shows the window, or hides it."""
        owner, _, path = self.item.partition("/")
        icon = DBusAddress(f"/{path}", owner, "org.kde.StatusNotifierItem")
        self.bus.send_and_get_reply(new_method_call(icon, "Activate", "ii", (0, 0)))

    def key(self, keys: str) -> None:
        self._xdotool("key", "--clearmodifiers", keys)

    def minimise(self) -> None:
        self._xdotool("windowminimize", str(self.windows()[0]))

    def restore(self) -> None:
        self._xdotool("windowactivate", str(self.windows()[0]))
        wait_until(lambda: str(self.windows()[0]) in self._active(), "the window is in front")

    def hide(self) -> None:
        """By the window manager's own key: to a tray program that is hiding."""
        self.restore()
        self.key("alt+F4")
        wait_until(lambda: not self.windows(), "the window is hidden")

    def _active(self) -> str:
        done = self._xprop("_NET_ACTIVE_WINDOW")
        return " ".join(str(int(each, 16)) for each in re.findall(r"0x[0-9a-f]+", done))

    def windows(self) -> list[int]:
        """That the window manager knows: one that is hidden is not among them, one that is minimised is."""
        return [int(each, 16) for each in re.findall(r"0x[0-9a-f]+", self._xprop("_NET_CLIENT_LIST"))]

    def _xprop(self, name: str) -> str:
        done = subprocess.run(
            ["xprop", "-root", name], env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True, timeout=30)


@contextlib.contextmanager
def _seat(count: int) -> Iterator[tuple[Supervisor, Seat]]:
    desktop = Desktop()
    try:
        host: Talk = desktop.start("tests.tools.tray_host")
        host.next("ready")
        desktop.run("openbox")
        with system() as made:
            made.environment |= desktop.environment
            add_sleepers(made, count)
            made.start("run")
            made.wait_running(timeout=60)
            with open_dbus_connection(desktop.bus) as bus:
                yield made, Seat(desktop.environment, bus, host.next("registered"))
    finally:
        desktop.close()


def measure() -> Iterator[Line]:
    if missing := Desktop.missing(*NEEDED):
        print(f"  not measured: {missing} is not installed")
        return
    for count in COUNTS:
        with _seat(count) as (made, seat):
            yield from _states(made, seat, count)
            if count == COUNTS[0]:
                yield from _rounds(made, seat)


def _states(made: Supervisor, seat: Seat, count: int) -> Iterator[Line]:
    """What each costs; nobody pings meanwhile, which costs more than all of it."""
    time.sleep(SETTLE)
    hidden = cpu_percent(made.pid, LOOK)
    yield Line(f"{count} modules, window never opened", hidden, "%", None, "of one core, with the core")
    with contextlib.closing(Pulse(made)) as pulse:
        pulse.since()
        seat.click_icon()
        wait_until(seat.windows, "the window")
        time.sleep(SETTLE)
        yield _longest(f"{count} modules, longest stall while it opens first", pulse)
        for number in reversed(range(len(PAGES))):
            seat.key(f"ctrl+{number + 1}")
            time.sleep(SETTLE)
        yield _longest(f"{count} modules, longest stall while each page opens first", pulse)
    for number, page in enumerate(PAGES, start=1):
        seat.key(f"ctrl+{number}")
        time.sleep(SETTLE)
        shown = cpu_percent(made.pid, LOOK)
        budget = 4.0 if count == COUNTS[0] and number == 1 else None
        yield Line(f"{count} modules, {page} shown, above hidden", max(0.0, shown - hidden), "%", budget)
    seat.minimise()
    time.sleep(SETTLE)
    minimised = cpu_percent(made.pid, LOOK)
    yield Line(f"{count} modules, minimised, above hidden", max(0.0, minimised - hidden), "%")
    seat.hide()
    time.sleep(SETTLE)
    again = cpu_percent(made.pid, LOOK)
    yield Line(f"{count} modules, hidden again, above never opened", max(0.0, again - hidden), "%")


def _rounds(made: Supervisor, seat: Seat) -> Iterator[Line]:
    """The window opened and hidden again and again, each time on another page."""
    before = 0.0
    with contextlib.closing(Pulse(made)) as pulse:
        pulse.since()
        for number in range(WARM + ROUNDS):
            seat.click_icon()
            wait_until(seat.windows, "the window")
            seat.key(f"ctrl+{number % len(PAGES) + 1}")
            seat.hide()
            if number == WARM - 1:
                before = rss_mb(made.pid)
        yield _longest(f"longest stall in {ROUNDS} rounds of opening and hiding", pulse)
    grown = rss_mb(made.pid) - before
    yield Line(f"memory grown by {ROUNDS} rounds", max(0.0, grown), "MiB", 2.0, f"from {before:.0f} MiB")


def _longest(name: str, pulse: Pulse) -> Line:
    return Line(name, pulse.since()[-1], "ms", 100)
