"""Exactly the wanted sources are on, each made with the settings of now."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from skelly_tray.modules.data_capture.capture import Capture
from skelly_tray.modules.data_capture.settings import Settings, Sources
from skelly_tray.modules.data_capture.source import Surroundings
from tests.modules.data_capture.test_watch import FakeSource
from tests.sdk.living import until


class Made:
    """The sources that were made, with what."""

    def __init__(self) -> None:
        self.sources: list[tuple[FakeSource, Settings]] = []

    def __call__(self, surroundings: Surroundings) -> FakeSource:
        self.sources.append((FakeSource(), surroundings.settings))
        return self.sources[-1][0]


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.fixture
async def capture(made: Made, tmp_path: Path) -> AsyncIterator[Capture]:
    capture = Capture(
        lambda work, name: asyncio.ensure_future(work),
        lambda seen: None,
        lambda name, text: None,
        tmp_path,
        (("one", made),),
    )
    yield capture
    await capture.arrange(Settings(), {"one": "the end"})


async def test_a_source_is_made_anew_with_settings_that_concern_it(capture: Capture, made: Made) -> None:
    await capture.arrange(Settings(), {})
    await until(lambda: capture.describe({})["one"]["available"])
    await capture.arrange(Settings(sources=Sources(window=False)), {})
    await capture.arrange(Settings(titles="full"), {})
    await until(lambda: capture.describe({})["one"]["available"])
    assert [settings.titles for _, settings in made.sources] == ["masked", "full"]
    assert made.sources[0][0].calls[-1] == "close"


async def test_a_source_that_is_switched_off_has_let_go_when_arrange_returns(
    capture: Capture, made: Made
) -> None:
    await capture.arrange(Settings(), {})
    await until(lambda: capture.describe({})["one"]["available"])
    await capture.arrange(Settings(), {"one": "switched off"})
    assert made.sources[0][0].calls[-1] == "close"
    assert capture.describe({"one": "switched off"})["one"] == {
        "on": False,
        "available": None,
        "reason": "switched off",
    }
