"""The figurine and the window of the real application on one screen."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest

from tests.desktop.seat import Seat
from tests.tools.desktop import until

pytestmark = pytest.mark.display
TITLE = "h – Skelly Tray"


@pytest.mark.parametrize("lone_seat", ["D-Bus"], indirect=True)
def test_the_figurine_stands_beside_the_window_wherever_that_is_moved(lone_seat: Seat) -> None:
    seat, system = lone_seat, lone_seat.system
    system.module("cute_figurine", builtin="cute_figurine", settings={"motion": "none"})
    seat.open()
    system.wait_running("event_bus", "cute_figurine")

    def where() -> dict[str, Any]:
        asked = {"module": "cute_figurine", "method": "where", "params": {}}
        answer: dict[str, Any] = system.request("call", asked)
        return answer

    def xdotool(*command: str) -> None:
        subprocess.run(["xdotool", *command], env=seat.desktop.environment, check=True, timeout=20)

    def covers() -> bool:
        window = next(each for each in seat.windows() if each.name.startswith(TITLE))
        figure, (x, y, width, height) = where(), seat.eyes.place(window)
        return (
            figure["x"] < x + width
            and x < figure["x"] + figure["width"]
            and figure["y"] < y + height
            and y < figure["y"] + figure["height"]
        )

    until(lambda: where().get("visible"), "it stands there")
    home = where()
    seat.panel.choose("Open Skelly Tray")
    seat.window(TITLE)
    window = seat.hands.windows()[TITLE]
    xdotool("windowsize", "--sync", window, "620", "480")
    for _ in range(2):
        figure = where()
        left, top = max(0, figure["x"] - 300), max(0, figure["y"] - 200)
        xdotool("windowmove", "--sync", window, str(left), str(top))
        until(lambda: not covers(), "it steps aside")
        assert (where()["x"], where()["y"]) != (figure["x"], figure["y"])
    seat.tidy()
    until(lambda: (where()["x"], where()["y"]) == (home["x"], home["y"]), "it comes back")
