"""Saves of every style are told once they have come to rest; on real files."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from skelly_tray.adapters.watcher.watcher import ConfigWatcher
from tests.adapters.watcher.watched import watched


def in_place(file: Path, text: str) -> None:
    file.write_text(text)


def by_renaming(file: Path, text: str) -> None:
    other = file.with_name(".web.toml.swp")
    other.write_text(text)
    other.replace(file)


def as_vim(file: Path, text: str) -> None:
    file.replace(file.with_name("web.toml~"))
    file.write_text(text)


def twice(file: Path, text: str) -> None:
    file.write_text("half")
    file.write_text(text)


STYLES = (in_place, by_renaming, as_vim, twice)


@pytest.mark.parametrize("save", STYLES)
async def test_every_way_to_save_is_told(tmp_path: Path, save: Callable[[Path, str], None]) -> None:
    async with watched(tmp_path) as seen:
        for number in range(3):
            save(seen.file, f"text {number}")
            await seen.until(f"text {number}")
        assert not seen.issues


async def test_a_folder_that_goes_and_comes_back_is_watched_again(tmp_path: Path) -> None:
    async with watched(tmp_path) as seen:
        shutil.rmtree(tmp_path / "config")
        await seen.until(None)
        seen.file.parent.mkdir(parents=True)
        seen.file.write_text("again")
        await seen.until("again")
        seen.file.write_text("and once more")
        await seen.until("and once more")
        assert seen.texts[-1] == "and once more"


async def test_a_file_that_is_written_for_ever_is_read_all_the_same(tmp_path: Path) -> None:
    async with watched(tmp_path) as seen:
        told, number = len(seen.texts), 0
        async with asyncio.timeout(20):
            while len(seen.texts) == told:
                number += 1
                seen.file.write_text(str(number))
                await asyncio.sleep(0.001)
        assert number > 1


async def test_files_of_editors_wake_nobody(tmp_path: Path) -> None:
    async with watched(tmp_path) as seen:
        told = len(seen.texts)
        for name in (".web.toml.swp", "web.toml~", "4913", "#web.toml#"):
            seen.file.with_name(name).write_text("x")
        seen.file.write_text("last")
        await seen.until("last")
        assert len(seen.texts) <= told + 2


@pytest.mark.parametrize("poll", [600.0, 0.02], ids=["watched", "looked at"])
async def test_what_is_saved_while_the_last_save_is_taken_in_is_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, poll: float
) -> None:
    if poll < 1.0:
        monkeypatch.setattr(ConfigWatcher, "_open", lambda self, loop: None)
    async with watched(tmp_path, poll=poll) as seen:
        seen.then["looked at"] = "and meanwhile another"
        await seen.saved("looked at", "and meanwhile another")
        assert seen.texts[-2:] == ["looked at", "and meanwhile another"]
