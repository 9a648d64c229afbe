"""In which way it can be seen, what health says of that, and what a session offers."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from skelly_tray.modules.cute_figurine.presence import Presence
from skelly_tray.modules.cute_figurine.settings import spoken
from skelly_tray.modules.cute_figurine.surroundings import Drawing, drawing, qt_platform, session_bus
from skelly_tray.modules.cute_figurine.words import WORDS

NO_BUS = "there is no session bus"
DESKTOP, HEADLESS = Drawing(True, ""), Drawing(False, "there is no display")
WAYLAND, DEAD = Drawing(False, "Wayland"), Drawing(True, "the display :9 does not answer")


@pytest.mark.parametrize(
    ("presence", "way", "degraded", "told"),
    [
        (Presence(True, True, DESKTOP, "", ""), "figurine", False, "drawn"),
        (Presence(True, True, DESKTOP, "", NO_BUS), "figurine", False, "drawn"),
        (Presence(False, True, WAYLAND, "", ""), "notification", False, "Wayland"),
        (Presence(False, False, DESKTOP, "", ""), "notification", False, "settings say"),
        (Presence(False, True, DESKTOP, "the display has gone", ""), "notification", True, "has gone"),
        (Presence(False, True, DEAD, "", ""), "notification", True, "does not answer"),
        (Presence(False, True, DEAD, "", NO_BUS), "nothing", True, "nothing is shown: the display :9"),
        (Presence(False, True, WAYLAND, "", "it refused"), "nothing", True, "it refused"),
        (Presence(False, False, DESKTOP, "", NO_BUS), "nothing", True, NO_BUS),
        (Presence(False, True, HEADLESS, "", NO_BUS), "nothing", False, "no desktop here"),
    ],
)
def test_the_way_and_what_is_said_of_it(presence: Presence, way: str, degraded: bool, told: str) -> None:
    issue, is_degraded = presence.told()
    assert (presence.way, is_degraded) == (way, degraded) and told in issue.message


def test_what_a_session_without_a_display_offers() -> None:
    assert drawing({}) == HEADLESS
    assert not drawing({"WAYLAND_DISPLAY": "wayland-0"}).expected
    assert "Wayland" in drawing({"WAYLAND_DISPLAY": "wayland-0"}).reason
    for display in (":49999", "nonsense", ":", "localhost:59000", ":x"):
        found = drawing({"DISPLAY": display})
        assert found.expected and "does not answer" in found.reason
    assert drawing({"QT_QPA_PLATFORM": "offscreen"}) == DESKTOP


def test_a_display_that_answers_can_be_drawn_on_also_beside_wayland() -> None:
    number = 40_000 + os.getpid() % 9_000
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0/tmp/.X11-unix/X{number}")
        server.listen()
        assert drawing({"DISPLAY": f":{number}.0", "WAYLAND_DISPLAY": "wayland-0"}) == DESKTOP
    assert qt_platform({"DISPLAY": ":1", "WAYLAND_DISPLAY": "w"}) == {"QT_QPA_PLATFORM": "xcb"}
    assert qt_platform({}) == qt_platform({"DISPLAY": ":1", "QT_QPA_PLATFORM": "offscreen"}) == {}


def test_where_the_session_bus_is(tmp_path: Path) -> None:
    assert session_bus({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/x"}) == "unix:path=/x"
    assert session_bus({"XDG_RUNTIME_DIR": str(tmp_path)}) == session_bus({}) == ""
    (tmp_path / "bus").write_text("")
    assert session_bus({"XDG_RUNTIME_DIR": str(tmp_path)}) == ""
    (tmp_path / "bus").unlink()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "bus"))
        assert session_bus({"XDG_RUNTIME_DIR": str(tmp_path)}) == f"unix:path={tmp_path}/bus"


def test_both_languages_have_every_word() -> None:
    assert WORDS["en"].keys() == WORDS["de"].keys() and spoken("system", {"LANG": "de_CH"}) == "de"
    assert spoken("en", {"LANG": "de"}) == "en" and spoken("system", {}) == "en"
    assert not any("!" in text for words in WORDS.values() for text in words.values())
