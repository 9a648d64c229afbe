"""Fixtures: an X server with a person at it, and a session without one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from skelly_tray.modules.data_capture.settings import Settings
from skelly_tray.modules.data_capture.source import Surroundings
from tests.modules.data_capture.person import Person
from tests.tools.desktop import Desktop


@pytest.fixture
def surroundings(tmp_path: Path) -> Surroundings:
    return Surroundings(Settings(), tmp_path)


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def person(no_display: None, desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    """At the X server that DISPLAY names."""
    monkeypatch.setenv("DISPLAY", desktop.display)
    made = Person(desktop.display)
    yield made
    made.close()
