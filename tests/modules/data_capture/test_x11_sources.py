"""The sources on a real X server: what is done there is seen, as numbers and names; what is typed or read is not."""

from __future__ import annotations

import json
import select
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.modules.data_capture.observation import Observation
from skelly_tray.modules.data_capture.settings import Settings, Titles
from skelly_tray.modules.data_capture.source import Source, Surroundings, UnavailableError
from skelly_tray.modules.data_capture.sources.idle import IdleSource
from skelly_tray.modules.data_capture.sources.input import InputSource
from skelly_tray.modules.data_capture.sources.window import WindowSource
from skelly_tray.modules.data_capture.x11.display import XDisplay
from tests.modules.data_capture.person import Person
from tests.tools.desktop import Desktop

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(bool(Desktop.missing()), reason=f"{Desktop.missing()} is not installed"),
]
CANARY = "canary"


def told(source: Source, due: bool = False) -> None:
    """Wait until the server has told the source something."""
    descriptor = source.fileno()
    assert descriptor is not None
    assert select.select([descriptor], [], [], 20)[0], "the X server told nothing"


def window_source(tmp_path: Path, titles: Titles = "masked") -> WindowSource:
    source = WindowSource(Surroundings(Settings(titles=titles), tmp_path))
    source.open()
    return source


def data(seen: Sequence[Observation]) -> dict[str, object]:
    (one,) = seen
    assert one.kind == "window_focus"
    return dict(one.data)


def test_a_change_of_the_active_window_is_told_once(person: Person, tmp_path: Path) -> None:
    editor, browser = person.window("Editor", "notes"), person.window("Browser", "news")
    person.focus(editor)
    source = window_source(tmp_path)
    assert data(source.read(0, True))["program"] == "Editor"
    assert source.read(1, True) == ()
    person.focus(browser)
    told(source)
    assert data(source.read(2, False))["program"] == "Browser"
    assert source.read(3, True) == ()
    person.focus(0)
    told(source)
    assert data(source.read(4, False)) == {"program": ""}
    source.close()


def test_a_new_title_of_the_same_window_is_told_when_it_is_due(person: Person, tmp_path: Path) -> None:
    browser = person.window("Browser", "one")
    person.focus(browser)
    source = window_source(tmp_path, "full")
    assert data(source.read(0, True))["title"] == "one"
    for title in ("two", "three"):
        person.rename(browser, title)
        told(source)
        assert source.read(1, False) == ()
    assert data(source.read(10, True)) == {"program": "Browser", "title": "three"}
    source.close()


def test_a_window_that_is_gone_harms_nobody(person: Person, tmp_path: Path) -> None:
    window = person.window("Editor", "notes")
    person.focus(window)
    source = window_source(tmp_path)
    source.read(0, True)
    person.destroy(window)
    assert data(source.read(1, True))["program"] == ""
    person.focus(person.window("Browser", "news"))
    assert data(source.read(2, True))["program"] == "Browser"
    source.close()


@pytest.mark.parametrize("titles", ["masked", "off", "full"])
def test_a_title_is_shown_only_if_that_was_asked_for(person: Person, tmp_path: Path, titles: Titles) -> None:
    person.focus(person.window("Editor", f"letter to {CANARY}"))
    source = window_source(tmp_path, titles)
    seen = data(source.read(0, True))
    assert (CANARY in json.dumps(seen)) is (titles == "full")
    assert ("title_hash" in seen) is (titles == "masked")
    source.close()


def test_without_a_window_manager_the_reason_is_said(
    no_display: None, desktop: Desktop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DISPLAY", desktop.display)
    source = WindowSource(Surroundings(Settings(), tmp_path))
    with pytest.raises(UnavailableError, match="no window manager"):
        source.open()
    source.close()


def test_what_is_done_is_counted(person: Person, surroundings: Surroundings) -> None:
    person.move(100, 100)
    source = InputSource(surroundings)
    source.open()
    assert source.read(0, True) == ()
    person.type("hello")
    person.press(1, times=2)
    person.press(4, times=3)
    person.press(5, times=4)
    told(source)
    assert source.read(4, False) == ()
    person.move(130, 140)
    told(source)
    (counts,) = source.read(10, True)
    assert counts == Observation(
        "input_counts", {"seconds": 10, "keys": 5, "clicks": 2, "scrolls": 7, "pointer_px": 50}
    )
    assert source.read(20, True) == ()
    source.close()


def test_which_key_it_was_is_not_fetched(
    person: Person, surroundings: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    do = XDisplay.do

    def record(display: XDisplay, function: str, *arguments: Any, of: str = "X11") -> Any:
        asked.append(function)
        return do(display, function, *arguments, of=of)

    monkeypatch.setattr(XDisplay, "do", record)
    source = InputSource(surroundings)
    source.open()
    source.read(0, True)
    person.type(CANARY * 3)
    told(source)
    (counts,) = source.read(10, True)
    assert counts.data["keys"] == len(CANARY * 3)
    assert "XNextEvent" in asked and "XGetEventData" not in asked
    person.press(1)
    told(source)
    source.read(20, True)
    assert "XGetEventData" in asked  # the watch above would have seen it
    source.close()


def test_idle_time_is_asked_of_the_server(person: Person, tmp_path: Path) -> None:
    source = IdleSource(Surroundings(Settings(idle_after=3600), tmp_path))
    source.open()
    person.type("x")
    assert source.read(0, True) == ()
    assert source.fileno() is None
    source.close()


@pytest.mark.parametrize("make", [IdleSource, InputSource, WindowSource])
def test_the_end_of_the_x_server_is_said_and_survived(
    make: type[IdleSource], person: Person, desktop: Desktop, surroundings: Surroundings
) -> None:
    source = make(surroundings)
    source.open()
    source.read(0, True)
    person.close()
    server = desktop._processes[0]
    server.kill()
    server.wait()
    with pytest.raises(UnavailableError, match="X server has gone"):
        source.read(1, True)
    source.close()
    person.close = lambda: None  # type: ignore[method-assign]


@pytest.mark.parametrize("make", [IdleSource, InputSource, WindowSource])
@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({}, "DISPLAY is not set"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "Wayland"),
        ({"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"}, "Wayland"),
        ({"DISPLAY": ":59999"}, "does not let us in, or is not there"),
    ],
)
def test_a_session_without_x_is_said_plainly(
    no_display: None,
    monkeypatch: pytest.MonkeyPatch,
    surroundings: Surroundings,
    make: type[IdleSource],
    environment: dict[str, str],
    reason: str,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    source = make(surroundings)
    with pytest.raises(UnavailableError, match=reason):
        source.open()
    source.close()
