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


@pytest.fixture(params=list(PANELS))
def lone_seat(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Seat]:
    """A desktop of the test's own; the application is not started yet."""
    if lacking := missing(request.param):
        pytest.skip(f"not installed: {lacking}")
    seat = Seat(request.param)
    try:
        yield seat
        _keep(request, seat, tmp_path)
    finally:
        wrong = seat.close()
    assert not wrong, wrong


def _keep(request: pytest.FixtureRequest, seat: Seat, folder: Path) -> None:
    """What is on the screen, of a test that failed."""
    if request.node.stash.get(FAILED, False):
        seat.report(folder / "desktop")
        print(f"the screen is in {folder / 'desktop'}")


@pytest.fixture
def seat(request: pytest.FixtureRequest, shared: Seat, tmp_path: Path) -> Iterator[Seat]:
    """The application runs, and no window is open."""
    if not shared.is_open:
        shared.open()
    shared.tidy()
    yield shared
    _keep(request, shared, tmp_path)
