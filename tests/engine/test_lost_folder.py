"""A folder of the configuration that is moved, replaced or not trusted any more stops nothing; a removed file does."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from skelly_tray.config.edits import replaced
from skelly_tray.config.home import Home
from skelly_tray.engine.configuration import read_configuration
from skelly_tray.engine.notices import FOLDER_ISSUE
from tests.engine.worlds import Bench

WEB = "command = ['web']\nready_after = 0\n"
OTHER = "command = ['other']\nready_after = 0\n"


def _open_to_all(folder: Path) -> Callable[[], object]:
    folder.chmod(0o777)
    return lambda: folder.chmod(0o700)


def _moved(folder: Path) -> Callable[[], object]:
    elsewhere = folder.rename(folder.parent / "elsewhere")
    return lambda: elsewhere.rename(folder)


def _linked(folder: Path) -> Callable[[], object]:
    elsewhere = folder.rename(folder.parent / "elsewhere")
    folder.symlink_to(elsewhere)

    def back() -> None:
        folder.unlink()
        elsewhere.rename(folder)

    return back


def _moved_above(folder: Path) -> Callable[[], object]:
    return _moved(folder.parent)


LOSSES = {
    "open to others": _open_to_all,
    "moved": _moved,
    "a link": _linked,
    "moved with the folder above": _moved_above,
}


def _issues(bench: Bench) -> set[str]:
    return {issue.id for issue in bench.core.publisher.snapshot().issues}


async def _running(bench: Bench, folder: Path) -> None:
    (folder / "config" / "orchestrator.toml").write_text("unhealthy_threshold = 7\n")
    for name in ("db", "web"):
        (folder / "config/modules" / f"{name}.toml").write_text(WEB)
    await bench.core.files_changed()
    await bench.core.start_system()
    bench.processes.calls.clear()


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
async def test_a_folder_that_is_lost_is_told_and_stops_nothing(
    tmp_path: Path, lose: Callable[[Path], Callable[[], object]]
) -> None:
    async with Bench(tmp_path, []) as bench:
        await _running(bench, tmp_path)
        before = bench.core.texts_in_effect()
        give_back = lose(tmp_path / "config/modules")
        await bench.core.files_changed()
        assert FOLDER_ISSUE in _issues(bench)
        refused = await bench.core.change_config(replaced("modules/web.toml", OTHER), by="cli", why="test")
        assert refused["errors"] and refused["errors"][0].startswith(("modules: ", "orchestrator.toml: "))
        give_back()
        await bench.core.files_changed()
        assert FOLDER_ISSUE not in _issues(bench) and bench.core.texts_in_effect() == before
        assert set(bench.core.publisher.snapshot().modules) == {"db", "web"}
        assert not [call for call in bench.processes.calls if call[0] in ("stop", "kill")]


async def test_another_folder_in_its_place_is_taken_as_what_it_is(tmp_path: Path) -> None:
    async with Bench(tmp_path, []) as bench:
        await _running(bench, tmp_path)
        shutil.rmtree(tmp_path / "config/modules")
        await bench.core.files_changed()
        (tmp_path / "config/modules").mkdir(mode=0o700)
        (tmp_path / "config/modules/web.toml").write_text(OTHER)
        await bench.core.files_changed()
        assert set(bench.core.texts_in_effect().files) == {"orchestrator.toml", "modules/web.toml"}
        assert bench.core.texts_in_effect().files["modules/web.toml"] == OTHER


async def test_a_start_with_a_folder_that_is_not_trusted_has_what_was_good_last(tmp_path: Path) -> None:
    async with Bench(tmp_path, []) as bench:
        await _running(bench, tmp_path)
        await bench.core.change_config(replaced("orchestrator.toml", "config_trial = 0\n"), by="cli", why="x")
    home = Home(*(tmp_path / name for name in ("config", "state", "logs", "run")))
    home.modules_dir.chmod(0o777)
    found = read_configuration(home)
    assert set(found.descriptors) == {"db", "web"}
    assert any("can be written by everybody" in error for error in found.errors)
