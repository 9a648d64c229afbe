"""A system that is started in one of the ways in which people get the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaging.ways import WAYS, Command
from tests.supervisor import Supervisor

_made: dict[str, Command] = {}


@pytest.fixture
def program(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Command:
    """param: its name in WAYS; made once."""
    name: str = request.param
    if name not in _made:
        _made[name] = WAYS[name](tmp_path_factory.mktemp(name))
    return _made[name]


@pytest.fixture
def installed(home: Path, program: Command) -> Iterator[Supervisor]:
    """A system of that program in a home of its own; nothing may be left of it, and no traceback may be written."""
    system = Supervisor(home, program)
    try:
        yield system
    finally:
        left = system.close()
    assert not left, f"left running: {left}"
    assert "Traceback" not in system.said(), system.said()
