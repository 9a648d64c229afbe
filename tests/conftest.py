"""Options, and the fixtures that many tests share: a short home folder and a real supervisor in it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.supervisor import Supervisor
from tests.tools.desktop import Desktop

if TYPE_CHECKING:
    from tests.tools.tray_driver import TrayDriver

# Widgets are tested without a screen, unless a test brings an X server of its own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("NO_AT_BRIDGE", "1")
os.environ["LANGUAGE"] = "en"  # what tests read on the screen, wherever they run


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run soaks, long counts and mutation")
    parser.addoption("--packages", action="store_true", help="also build, install and run packages")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for marker in ("long", "packages"):
        if config.getoption(f"--{marker}"):
            continue
        skip = pytest.mark.skip(reason=f"{marker}: run with --{marker}")
        for item in items:
            if item.get_closest_marker(marker):
                item.add_marker(skip)


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder for `--home`, with a path short enough for every socket, gone afterwards."""
    # Some modules run as another user, who must be able to cross this folder.
    outer = Path(tempfile.mkdtemp(prefix="sk-", dir="/tmp"))
    outer.chmod(0o711)
    yield outer / "h"
    shutil.rmtree(outer, ignore_errors=True)


@pytest.fixture
def supervisor(home: Path) -> Iterator[Supervisor]:
    """A system in a home of its own; write its modules, `start()` it, and nothing may be left of it.

    The test fails when processes stay behind, and when the program wrote a traceback or a warning.
    """
    system = Supervisor(home)
    try:
        yield system
    finally:
        left = system.close()
    assert not left, f"left running: {left}"
    said = system.said()
    assert "Traceback" not in said and "Warning" not in said, said


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    """A desktop of the test's own: an X server and a session bus, without a panel."""
    made = Desktop()
    yield made
    made.close()


@pytest.fixture
def driver(desktop: Desktop) -> Iterator[TrayDriver]:
    """Reads and clicks the icon on that desktop."""
    from tests.tools.tray_driver import TrayDriver

    made = TrayDriver(desktop.bus)
    yield made
    made.close()
