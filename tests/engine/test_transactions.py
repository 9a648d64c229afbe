"""Changes of the configuration: all or nothing, once each, and nothing that was acknowledged is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.config.edits import Edit, replaced
from skelly_tray.config.home import Home
from skelly_tray.config.last_good import read_last_good
from skelly_tray.config.texts import Texts
from skelly_tray.engine import transactions
from skelly_tray.engine.configuration import read_configuration
from tests.engine.worlds import Bench, module

WEB = "command = ['web']\nready_after = 0\n"
OTHER = "command = ['other']\nready_after = 0\n"


def _file(folder: Path, name: str) -> Path:
    return folder / "config/modules" / f"{name}.toml"


def _verdicts(bench: Bench) -> list[Any]:
    entries = [e for e in bench.journal.entries if e["kind"] == "config_changed" and e["module"] is None]
    return [(e["detail"]["by"], e["detail"]["verdict"]) for e in entries]


def _kept(home: Home) -> Mapping[str, str]:
    """The files of the last good configuration on disk."""
    found = read_last_good(home)
    return found.texts.files if found else {}


async def _begun(bench: Bench, folder: Path, *names: str) -> None:
    for name in names:
        _file(folder, name).write_text(WEB)
    await bench.core.files_changed()
    await bench.core.start_system()
    bench.journal.entries.clear()


async def test_a_saved_file_is_applied_once_however_often_it_is_told(tmp_path: Path) -> None:
    async with Bench(tmp_path, []) as bench:
        await _begun(bench, tmp_path, "web")
        _file(tmp_path, "web").write_text(OTHER)
        await asyncio.gather(*(bench.core.files_changed() for _ in range(5)))
        assert _verdicts(bench) == [("file", "applied")]


async def test_what_we_write_ourselves_is_not_applied_again(tmp_path: Path) -> None:
    async with Bench(tmp_path, []) as bench:
        await _begun(bench, tmp_path, "web")
        report = await bench.core.change_config(replaced("modules/web.toml", OTHER), by="cli", why="test")
        await bench.core.files_changed()
        assert (report["errors"], report["changed"], report["restarts"]) == ([], ["web"], ["web"])
        assert isinstance(report["revision"], int)
        assert _verdicts(bench) == [("cli", "applied")]


async def test_a_change_with_one_broken_file_is_rejected_as_a_whole(tmp_path: Path) -> None:
    async with Bench(tmp_path, []) as bench:
        await _begun(bench, tmp_path, "db", "web")
        running = bench.core.texts_in_effect()
        _file(tmp_path, "db").write_text("comand = ['oops']\n")
        _file(tmp_path, "web").write_text(OTHER)
        await bench.core.files_changed()
        assert bench.core.texts_in_effect() == running
        assert _verdicts(bench) == [("file", "rejected")]
        assert "db.config" in {i.id for i in bench.core.publisher.snapshot().issues}
        assert _file(tmp_path, "db").read_text() == "comand = ['oops']\n"


async def test_an_empty_file_in_place_of_another_is_rejected_and_a_removed_one_removes(
    tmp_path: Path,
) -> None:
    async with Bench(tmp_path, []) as bench:
        await _begun(bench, tmp_path, "db", "web")
        _file(tmp_path, "web").write_text("")
        await bench.core.files_changed()
        issues = {i.id: i.message for i in bench.core.publisher.snapshot().issues}
        assert await bench.state("web") == "running" and "delete its file" in issues["web.config"]
        _file(tmp_path, "web").unlink()
        await bench.core.files_changed()
        assert set(bench.core.publisher.snapshot().modules) == {"db"}


async def test_a_removal_is_applied_even_beside_a_broken_file(tmp_path: Path) -> None:
    async with Bench(tmp_path, []) as bench:
        await _begun(bench, tmp_path, "db", "web")
        _file(tmp_path, "web").unlink()
        _file(tmp_path, "db").write_text("comand = ['oops']\n")
        await bench.core.files_changed()
        assert set(bench.core.publisher.snapshot().modules) == {"db"}
        assert await bench.state("db") == "running"


async def test_a_file_saved_between_reading_and_writing_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Bench(tmp_path, []) as bench:
        await _begun(bench, tmp_path, "db", "web")
        tries = 0

        def edit(texts: Texts) -> Texts:
            nonlocal tries
            tries += 1
            if tries == 1:
                _file(tmp_path, "db").write_text(OTHER)
            return replaced("modules/web.toml", texts.files["modules/db.toml"] + "# made from db\n")(texts)

        report = await bench.core.change_config(edit, by="api", why="test")
        assert report["errors"] == [] and tries == 2
        assert _file(tmp_path, "web").read_text() == OTHER + "# made from db\n"
        assert _file(tmp_path, "db").read_text() == OTHER


async def test_two_clients_and_a_user_at_once_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    def adding(word: str) -> Edit:
        return lambda texts: replaced("modules/web.toml", texts.files["modules/web.toml"] + f"# {word}\n")(
            texts
        )

    async with Bench(tmp_path, []) as bench:
        await _begun(bench, tmp_path, "db", "web")
        works = [bench.core.change_config(adding(f"w{n}"), by="api", why="t") for n in range(8)]
        works += [bench.core.files_changed() for _ in range(4)]  # type: ignore[misc]
        _file(tmp_path, "db").write_text(OTHER)
        reports = await asyncio.gather(*works)
        text = _file(tmp_path, "web").read_text()
        assert all(not report["errors"] for report in reports if report)
        assert all(f"# w{n}\n" in text for n in range(8)) and _file(tmp_path, "db").read_text() == OTHER


async def test_a_disk_that_refuses_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Bench(tmp_path, []) as bench:
        await _begun(bench, tmp_path, "web")

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(transactions, "write_texts", full)
        report = await bench.core.change_config(replaced("modules/web.toml", OTHER), by="cli", why="test")
        assert report["errors"] == ["it could not be stored: No space left on device"]
        assert await bench.state("web") == "running" and _verdicts(bench) == []


async def test_a_start_falls_back_to_what_was_good_and_a_removed_file_does_not(tmp_path: Path) -> None:
    async with Bench(tmp_path, []) as bench:
        await _begun(bench, tmp_path, "db", "web")
        home = bench.core._world.home
        await bench.until(lambda: set(_kept(home)) == {"modules/db.toml", "modules/web.toml"})
    _file(tmp_path, "web").write_text("comand = ['oops']\n")
    _file(tmp_path, "db").unlink()
    found = read_configuration(home)
    assert set(found.descriptors) == {"web"} and set(found.outlived) == {"web"}
    assert found.texts.files == {"modules/web.toml": WEB}


async def test_a_rolled_back_text_stays_on_disk_and_is_not_tried_again_until_it_is_changed(
    tmp_path: Path,
) -> None:
    async with Bench(tmp_path, [module("seed")]) as bench:
        await _begun(bench, tmp_path, "web")
        moving = bench.core._transactions
        good = moving.texts_in_effect
        _file(tmp_path, "web").write_text(OTHER)
        await bench.core.files_changed()
        moving._good = good  # as while a trial goes on
        await moving.roll_back(moving._trial_id, "web", "it was unhealthy")
        await bench.until(lambda: bench.processes.requests[-1].argv == ("web",))
        assert moving.texts_in_effect == good and _file(tmp_path, "web").read_text() == OTHER
        await bench.core.files_changed()
        assert moving.texts_in_effect == good
        kept = read_last_good(bench.core._world.home)
        assert kept is not None and kept.set_aside == {"modules/web.toml": OTHER}
        assert read_configuration(bench.core._world.home).texts == good
        _file(tmp_path, "web").write_text(OTHER + "# mended\n")
        await bench.core.files_changed()
        assert moving.texts_in_effect.files["modules/web.toml"] == OTHER + "# mended\n"


async def test_a_report_has_the_warnings_that_its_change_brings_and_no_others(tmp_path: Path) -> None:
    async with Bench(tmp_path, []) as bench:
        await _begun(bench, tmp_path, "db", "web")
        odd = f"{WEB}[[depends_on]]\nmodule = 'db'\ncondition = 'completed'\n"
        first = await bench.core.change_config(replaced("modules/odd.toml", odd), by="cli", why="x")
        assert first["warnings"]
        calm = await bench.core.change_config(replaced("modules/web.toml", OTHER), by="cli", why="x")
        assert (calm["errors"], calm["warnings"]) == ([], []) and calm["changed"] == ["web"]
        edge = f"{OTHER}[[depends_on]]\nmodule = 'db'\ncondition = 'completed'\n"
        told = await bench.core.change_config(replaced("modules/web.toml", edge), by="cli", why="x")
        (warning,) = told["warnings"]
        assert warning.startswith("modules/web.toml: ") and "db is none" in warning
        again = await bench.core.change_config(replaced("modules/db.toml", OTHER), by="cli", why="x")
        assert again["warnings"] == []
        refused = await bench.core.change_config(
            replaced("modules/db.toml", "command = 7"), by="cli", why="x"
        )
        assert refused["errors"] and refused["warnings"] == []


async def test_a_preview_says_what_a_change_would_do_and_does_nothing(tmp_path: Path) -> None:
    async with Bench(tmp_path, []) as bench:
        await _begun(bench, tmp_path, "db", "web")
        running = bench.core.texts_in_effect()
        told = await bench.core.preview_config(replaced("modules/web.toml", OTHER))
        assert (told["errors"], told["changed"], told["restarts"]) == ([], ["web"], ["web"])
        assert "+command = ['other']" in told["lines"] and told["revision"] is None
        bad = await bench.core.preview_config(replaced("modules/web.toml", "depends_on = ['nobody']\n" + WEB))
        assert "nobody" in bad["errors"][0] and bad["changed"] == []
        worse = await bench.core.preview_config(replaced("modules/web.toml", "a\0"))
        assert worse["errors"] and worse["lines"] == []
        assert bench.core.texts_in_effect() == running and _verdicts(bench) == []
        assert _file(tmp_path, "web").read_text() == WEB
