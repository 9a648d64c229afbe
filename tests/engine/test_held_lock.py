"""What is in the way of a change for as long as somebody likes: it is told, and nothing waits for it."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.config.edits import replaced
from skelly_tray.config.file_lock import locked
from skelly_tray.config.texts import read_texts
from skelly_tray.config.writing import LOCK
from skelly_tray.engine import transactions
from tests.engine.worlds import Bench

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs flock")
WANTED = replaced("modules/web.toml", "command = ['web']\n")


async def test_a_command_that_stopped_in_the_middle_of_a_change_holds_up_no_other_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transactions, "PATIENCE", 0.05)
    async with Bench(tmp_path, []) as bench:
        home = bench.core._world.home
        with locked(home.state / LOCK):
            report = await bench.core.change_config(WANTED, by="cli", why="held")
            assert "is held by another command" in report["errors"][0] and not read_texts(home).files
        assert (await bench.core.change_config(WANTED, by="cli", why="free"))["applied"]


async def test_no_change_waits_until_the_difference_of_another_has_been_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Bench(tmp_path, []) as bench:
        held: list[bool] = []

        def slow(*_: Any) -> list[str]:
            held.append(bench.core._transactions._lock.locked())
            return ["a line"]

        monkeypatch.setattr(transactions, "diff", slow)
        assert (await bench.core.preview_config(WANTED))["lines"] == ["a line"]
        assert held == [False]


async def test_a_change_waits_for_one_of_many_previews_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Bench(tmp_path, []) as bench:
        moving, done = bench.core._transactions, []

        async def asked(name: str, work: Any) -> None:
            await work
            done.append(name)

        previews = [asked("preview", bench.core.preview_config(WANTED)) for _ in range(6)]
        works = [asyncio.ensure_future(one) for one in previews]
        while not moving._lock.locked():
            await asyncio.sleep(0)
        await asked("change", bench.core.change_config(WANTED, by="cli", why="test"))
        await asyncio.gather(*works)
        assert done.index("change") <= 1 and done.count("preview") == 6
