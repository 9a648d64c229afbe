"""A trial that the end of the supervisor interrupts is neither lost nor passed; what was rolled back stays marked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.config.edits import overridden, unset_override
from skelly_tray.config.home import Home
from skelly_tray.config.keys import parse_key
from skelly_tray.config.last_good import read_last_good
from skelly_tray.config.revisions import COMMITTED, PENDING, ROLLED_BACK, Revisions
from skelly_tray.engine.configuration import read_configuration
from tests.engine.worlds import Bench

WEB = "command = ['web']\nready_after = 0\n"
OTHER = "command = ['other']\nready_after = 0\n"
KEY = parse_key("modules.web.env.A")
LIVELY = "parallel_startup = true\nmodule_start_delay = 0\n"


def _write(folder: Path, name: str, text: str) -> None:
    path = folder / "config" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _again(folder: Path, memory: dict[str, Any] | None = None) -> Bench:
    """A supervisor that reads what is on disk."""
    home = Home(folder / "config", folder / "state", folder / "logs", folder / "run")
    home.create()
    bench = Bench(folder, [], memory=memory)
    bench._configuration = read_configuration(home)
    return bench


def _kept(folder: Path) -> str | None:
    home = Home(folder / "config", folder / "state", folder / "logs", folder / "run")
    found = read_last_good(home)
    return found.texts.files.get("modules/web.toml") if found else None


def _verdicts(bench: Bench) -> list[str]:
    return [one.verdict for one in Revisions(bench.core._world.home).list()]


async def _config(bench: Bench, module: str = "web") -> Any:
    return (await bench.core.get_system_health()).modules[module].config


async def _on_trial(folder: Path) -> dict[str, Any]:
    """`web` runs well, then its file is changed, and the supervisor ends during the trial. Its memory file."""
    _write(folder, "orchestrator.toml", LIVELY + "config_trial = '60s'\n")
    _write(folder, "modules/web.toml", WEB)
    async with _again(folder) as bench:
        await bench.core.start_system()
        await bench.until(lambda: _kept(folder) == WEB)
        _write(folder, "modules/web.toml", OTHER)
        await bench.core.files_changed()
        await bench.until(lambda: bench.processes.requests[-1].argv == ("other",))
        assert (await _config(bench))["state"] == "trial" and _verdicts(bench)[-1] == PENDING
        await bench.until(lambda: bench.memory.stored["system"].get("trial") == ["web"])
        return bench.memory.stored


@pytest.mark.parametrize("remembers", [True, False])
async def test_interrupted_trial_begins_anew_and_can_still_be_rolled_back(
    tmp_path: Path, remembers: bool
) -> None:
    memory = await _on_trial(tmp_path)
    async with _again(tmp_path, memory if remembers else None) as bench:
        await bench.core.start_system()
        await bench.until(lambda: bench.processes.requests[-1].argv == ("other",))
        assert (await _config(bench))["state"] == "trial"
        assert _kept(tmp_path) == WEB and _verdicts(bench)[-1] == PENDING
        await bench.core._transactions.roll_back(
            bench.core._transactions._trial_id, "web", "it was unhealthy"
        )
        await bench.until(lambda: bench.processes.requests[-1].argv == ("web",))
        assert _verdicts(bench)[-1] == ROLLED_BACK and _kept(tmp_path) == WEB
        assert (await _config(bench))["state"] == "rolled_back"


async def test_interrupted_trial_that_is_passed_is_committed(tmp_path: Path) -> None:
    memory = await _on_trial(tmp_path)
    _write(tmp_path, "orchestrator.toml", LIVELY + "config_trial = '10ms'\n")
    async with _again(tmp_path, memory) as bench:
        await bench.core.start_system()
        await bench.until(lambda: _verdicts(bench)[-1] == COMMITTED and _kept(tmp_path) == OTHER)
        assert "trial" not in bench.memory.stored["system"]


async def test_what_was_changed_while_no_supervisor_ran_is_the_last_good_one_at_once(tmp_path: Path) -> None:
    async with _again(tmp_path) as bench:
        await bench.core.start_system()
    _write(tmp_path, "modules/web.toml", WEB)
    async with _again(tmp_path) as bench:
        assert _kept(tmp_path) == WEB and (await _config(bench))["state"] is None


async def _rolled_back(bench: Bench, change: Callable[[], None]) -> None:
    moving = bench.core._transactions
    good = moving.texts_in_effect
    change()
    await bench.core.files_changed()
    await bench.until(lambda: not moving._keeping.pending)
    moving._good = good  # as while a trial goes on
    moving._keeping.pending = [moving._keeping._revisions.list()[-1].rev]
    await moving.roll_back(moving._trial_id, "web", "it was unhealthy")


def _issues(bench: Bench) -> dict[str, str]:
    return {issue.id: f"{issue.title}: {issue.message}" for issue in bench.core.publisher.snapshot().issues}


async def test_what_was_rolled_back_stays_marked_after_another_start_with_the_reason(tmp_path: Path) -> None:
    _write(tmp_path, "modules/web.toml", WEB)
    async with _again(tmp_path) as bench:
        await _rolled_back(bench, lambda: _write(tmp_path, "modules/web.toml", OTHER))
    async with _again(tmp_path) as bench:
        found = await _config(bench)
        assert found["state"] == "rolled_back" and "it was unhealthy" in found["why"]
        _write(tmp_path, "modules/web.toml", WEB)
        await bench.core.files_changed()
        assert (await _config(bench))["state"] is None


async def test_rolled_back_text_of_no_module_is_an_issue_until_it_is_changed(tmp_path: Path) -> None:
    _write(tmp_path, "modules/web.toml", WEB)

    def change() -> None:
        _write(tmp_path, "modules/web.toml", OTHER)
        _write(tmp_path, "modules/new.toml", OTHER)
        _write(tmp_path, "orchestrator.toml", "unhealthy_threshold = 5\n")

    async with _again(tmp_path) as bench:
        await _rolled_back(bench, change)
    async with _again(tmp_path) as bench:
        told = _issues(bench)["config.set_aside"]
        assert "modules/new.toml, orchestrator.toml" in told and "web: it was unhealthy" in told
        for name in ("modules/new.toml", "orchestrator.toml"):
            (tmp_path / "config" / name).unlink()
        await bench.core.files_changed()
        assert "config.set_aside" not in _issues(bench)
        assert (await _config(bench))["state"] == "rolled_back"


async def test_rolled_back_override_marks_its_module_until_it_is_taken_back(tmp_path: Path) -> None:
    _write(tmp_path, "modules/web.toml", WEB)
    async with _again(tmp_path) as bench:
        moving = bench.core._transactions
        good = moving.texts_in_effect
        report = await bench.core.change_config(overridden(KEY, "1"), by="cli", why="test")
        assert report["errors"] == []
        await bench.until(lambda: not moving._keeping.pending)
        moving._good = good
        await moving.roll_back(moving._trial_id, "web", "it was unhealthy")
    async with _again(tmp_path) as bench:
        assert (await _config(bench))["state"] == "rolled_back"
        assert "overrides of settings" in _issues(bench)["config.set_aside"]
        report = await bench.core.change_config(unset_override(KEY), by="cli", why="test")
        assert report["errors"] == []
        assert (await _config(bench))["state"] is None and "config.set_aside" not in _issues(bench)


async def test_what_was_rolled_back_stays_so_over_a_time_in_which_its_folder_was_not_trusted(
    tmp_path: Path,
) -> None:
    _write(tmp_path, "modules/web.toml", WEB)
    async with _again(tmp_path) as bench:
        await _rolled_back(bench, lambda: _write(tmp_path, "modules/web.toml", OTHER))
        before = bench.core.texts_in_effect()
        for mode in (0o777, 0o700):
            (tmp_path / "config/modules").chmod(mode)
            await bench.core.files_changed()
        assert bench.core.texts_in_effect() == before
        assert (await _config(bench))["state"] == "rolled_back"
