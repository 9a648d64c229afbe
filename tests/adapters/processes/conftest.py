"""A keeper of its own for each test, and nothing left of it afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from skelly_tray.adapters.processes.starting import home_mark
from skelly_tray.keeper.forest import Forest
from tests.adapters.processes.keeping import Keeping


@pytest.fixture
async def keeping(home: Path) -> AsyncIterator[Keeping]:
    """Fails the test if a process with this home's mark outlives its keeper."""
    used = Keeping(home)
    yield used
    await used.end()
    left = Forest(home_mark(used.home)).abandoned()
    assert not left, f"left running: {left}"
