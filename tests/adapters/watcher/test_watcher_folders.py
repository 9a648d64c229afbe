"""Folders are moved, replaced and linked, also those above the watched ones: the next save is told like any other."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.adapters.watcher.watched import Seen, watched

pytestmark = pytest.mark.skipif(os.name != "posix", reason="moves what is in use")


def _copy(folder: Path, text: str) -> Path:
    """Another folder with the same files, of which web.toml says `text`."""
    other = folder.with_name(f"{folder.name}.new")
    shutil.copytree(folder, other, ignore=shutil.ignore_patterns("*.sock"))
    (file,) = other.rglob("web.toml")
    file.write_text(text)
    return other


def replaced_by_renaming(folder: Path) -> None:
    other = _copy(folder, "replaced")
    folder.rename(folder.with_name(f"{folder.name}.old"))
    other.rename(folder)


def removed_and_made_again(folder: Path) -> None:
    other = _copy(folder, "replaced")
    shutil.rmtree(folder)
    shutil.copytree(other, folder)


def exchanged_for_a_link(folder: Path) -> None:
    other = _copy(folder, "replaced")
    folder.rename(folder.with_name(f"{folder.name}.old"))
    folder.symlink_to(other)


@pytest.mark.parametrize("above", [0, 1, 2, 3], ids=["modules", "config", "home", "the folder of the home"])
@pytest.mark.parametrize("change", [replaced_by_renaming, removed_and_made_again, exchanged_for_a_link])
async def test_a_folder_that_takes_the_place_of_another_is_seen_and_watched(
    tmp_path: Path, above: int, change: Callable[[Path], None]
) -> None:
    async with watched(tmp_path / "above" / "home") as seen:
        change(seen.file.parents[above])
        await seen.until("replaced")
        await seen.saved("saved in the new one")
        assert not seen.issues


@pytest.mark.parametrize("above", [0, 1, 2, 3, 4])
async def test_a_folder_that_is_moved_away_and_back_is_seen_both_times(tmp_path: Path, above: int) -> None:
    async with watched(tmp_path / "far" / "above" / "home") as seen:
        folder = seen.file.parents[above]
        elsewhere = folder.rename(tmp_path / "elsewhere")
        await seen.until(None)
        (file,) = elsewhere.rglob("web.toml")
        file.write_text("changed elsewhere")
        elsewhere.rename(folder)
        await seen.until("changed elsewhere")
        await seen.saved("saved where it belongs")
        assert not seen.issues


async def test_a_linked_folder_is_followed_and_another_target_is_seen(tmp_path: Path) -> None:
    home, real = tmp_path / "home", tmp_path / "real"
    async with watched(real):
        home.mkdir()
        (home / "config").symlink_to(real / "config")
        async with watched(home) as seen:
            (real / "config/modules/web.toml").write_text("saved behind the link")
            await seen.until("saved behind the link")
            other = _copy(real / "config", "another target")
            (home / "config.new").symlink_to(other)
            (home / "config.new").replace(home / "config")
            await seen.until("another target")
            await seen.saved("saved behind the new link")
            assert not seen.issues


async def test_a_folder_that_was_replaced_is_watched_no_more(tmp_path: Path) -> None:
    async with watched(tmp_path) as seen:
        for number in range(30):
            replaced_by_renaming(seen.file.parent)
            await seen.until("replaced")
            await seen.saved(f"save {number}")
            seen.file.parent.with_name("modules.old").rename(tmp_path / f"old {number}")
        assert len(_watches()) <= 2 + len(seen.file.parents)


def _watches() -> list[str]:
    """The watches of this process, a line each."""
    found: list[str] = []
    for path in Path("/proc/self/fdinfo").iterdir():
        try:
            found += [line for line in path.read_text().splitlines() if line.startswith("inotify ")]
        except OSError:
            continue
    return found


async def test_what_was_moved_away_wakes_nobody(tmp_path: Path) -> None:
    async with watched(tmp_path) as seen:
        replaced_by_renaming(seen.file.parent)
        await seen.until("replaced")
        await seen.saved("last")
        told, old = len(seen.texts), seen.file.parents[1] / "modules.old" / "web.toml"
        for number in range(20):
            old.write_text(str(number))
        await _told_by(seen, told)


async def _told_by(seen: Seen, told: int) -> None:
    """The next save is the next that is told."""
    await seen.saved("and one more")
    assert len(seen.texts) <= told + 2
