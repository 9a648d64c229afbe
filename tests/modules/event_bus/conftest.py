"""Fixtures: a running bus of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.modules.event_bus.bus_process import BusProcess


@pytest.fixture
def bus_with() -> Iterator[Callable[..., BusProcess]]:
    """Starts a bus with these settings."""
    made: list[BusProcess] = []

    def start(**settings: Any) -> BusProcess:
        bus = BusProcess(**settings)
        made.append(bus)
        bus.start()
        return bus

    yield start
    for bus in made:
        bus.end()


@pytest.fixture
def bus(bus_with: Callable[..., BusProcess]) -> BusProcess:
    """With its defaults."""
    return bus_with()
