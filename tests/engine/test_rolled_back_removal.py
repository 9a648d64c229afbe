"""A change that removed a file and made a module unhealthy is rolled back as a whole: the file is in effect again."""

from __future__ import annotations

from pathlib import Path

import pytest

from skelly_tray.config.last_good import read_last_good
from skelly_tray.engine.configuration import read_configuration
from tests.engine.test_transactions import OTHER, WEB, _begun, _file
from tests.engine.worlds import Bench, module

NEEDS = f"{WEB}depends_on = ['db']\n"


async def _rolled_back(bench: Bench, folder: Path) -> None:
    """web needs db; both are changed at once, and the new web is unhealthy."""
    _file(folder, "web").write_text(NEEDS)
    await bench.core.files_changed()
    moving = bench.core._transactions
    good = moving.texts_in_effect
    _file(folder, "db").unlink()
    _file(folder, "web").write_text(OTHER)
    await bench.core.files_changed()
    assert set(moving.texts_in_effect.files) == {"modules/web.toml", "modules/far.toml"}
    moving._good = good  # as while a trial goes on
    await moving.roll_back(moving._trial_id, "web", "it was unhealthy")
    assert moving.texts_in_effect == good


async def test_what_was_removed_is_in_effect_again_with_what_needs_it_and_that_is_said(
    tmp_path: Path,
) -> None:
    async with Bench(tmp_path, [module("seed")]) as bench:
        await _begun(bench, tmp_path, "db", "web", "far")
        await _rolled_back(bench, tmp_path)
        await bench.until(lambda: {r.module for r in bench.processes.requests[-2:]} >= {"web"})
        assert await bench.state("web") == "running" and await bench.state("db") == "running"
        assert not _file(tmp_path, "db").exists() and _file(tmp_path, "web").read_text() == OTHER
        rows = bench.core.publisher.snapshot().modules
        assert all("it was unhealthy" in str(rows[name].config) for name in ("db", "web"))


async def test_it_stays_so_over_a_start_and_while_other_files_are_saved(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("seed")]) as bench:
        await _begun(bench, tmp_path, "db", "web", "far")
        await _rolled_back(bench, tmp_path)
        home, moving = bench.core._world.home, bench.core._transactions
        kept = read_last_good(home)
        assert kept is not None and kept.set_aside == {"modules/db.toml": None, "modules/web.toml": OTHER}
        found = read_configuration(home)
        assert found.texts == moving.texts_in_effect and not found.errors
        _file(tmp_path, "far").write_text(OTHER)
        report = await bench.core.files_changed()
        assert report is None or not report["errors"]
        assert moving.texts_in_effect.files["modules/web.toml"] == NEEDS
        assert moving.texts_in_effect.files["modules/far.toml"] == OTHER
        assert "modules/db.toml" in moving.texts_in_effect.files


async def test_the_removal_takes_effect_with_the_corrected_text(tmp_path: Path) -> None:
    async with Bench(tmp_path, [module("seed")]) as bench:
        await _begun(bench, tmp_path, "db", "web", "far")
        await _rolled_back(bench, tmp_path)
        _file(tmp_path, "web").write_text(OTHER + "# mended\n")
        await bench.core.files_changed()
        files = bench.core._transactions.texts_in_effect.files
        assert files["modules/web.toml"] == OTHER + "# mended\n" and "modules/db.toml" not in files


@pytest.mark.parametrize("back", [False, True])
async def test_a_removal_alone_is_tried_again_when_anything_is_saved(tmp_path: Path, back: bool) -> None:
    async with Bench(tmp_path, [module("seed")]) as bench:
        await _begun(bench, tmp_path, "db", "web")
        moving = bench.core._transactions
        good = moving.texts_in_effect
        _file(tmp_path, "db").unlink()
        await bench.core.files_changed()
        moving._good = good
        await moving.roll_back(moving._trial_id, "web", "it was unhealthy")
        await bench.core.files_changed()
        assert moving.texts_in_effect == good
        if back:
            _file(tmp_path, "db").write_text(WEB)
            await bench.core.files_changed()
            assert moving.texts_in_effect == good and not moving._now.set_aside
            _file(tmp_path, "db").unlink()
        else:
            _file(tmp_path, "web").write_text(OTHER)
        await bench.core.files_changed()
        assert "modules/db.toml" not in moving.texts_in_effect.files
