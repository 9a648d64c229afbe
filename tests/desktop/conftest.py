"""One desktop with the application on it for many tests: what they share, and what is kept of one that failed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.seat import PANELS, Seat, missing

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="module", params=list(PANELS))
def shared(request: pytest.FixtureRequest) -> Iterator[Seat]:
    """A desktop for one kind of panel; the application is not started yet, nothing is configured."""
    if lacking := missing(request.param):
        pytest.skip(f"not installed: {lacking}")
    seat = Seat(request.param)
    try:
        yield seat
    finally:
        wrong = seat.close()
    assert not wrong, wrong


@pytest.fixture
def seat(request: pytest.FixtureRequest, shared: Seat, tmp_path: Path) -> Iterator[Seat]:
    """The application runs, and no window is open."""
    if not shared.is_open:
        shared.open()
    shared.tidy()
    yield shared
    if request.node.stash.get(FAILED, False):
        shared.report(tmp_path / "desktop")
        print(f"the screen is in {tmp_path / 'desktop'}")
