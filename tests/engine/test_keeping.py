"""A disk that does not keep what was made of the configuration stops no change; it is one issue until it is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from skelly_tray.config.edits import replaced
from skelly_tray.config.home import Home
from skelly_tray.config.last_good import LastGood, last_good_file, read_last_good, write_last_good
from skelly_tray.config.revisions import COMMITTED, ROLLED_BACK, Revisions
from skelly_tray.config.texts import Texts
from skelly_tray.engine import transactions
from skelly_tray.engine.configuration import read_configuration
from skelly_tray.engine.keeping import ISSUE, Keeping
from skelly_tray.keeper import durable
from tests.engine.worlds import Bench

WEB = "modules/web.toml"
ONE, TWO, THREE = (Texts({WEB: text}) for text in "123")


class Place:
    def __init__(self, folder: Path) -> None:
        self.home = Home(*(folder / name for name in ("config", "state", "logs", "run")))
        self.home.create()
        self.told: dict[str, str] = {}
        self.kept = Revisions(self.home)
        self.keeping = Keeping(self.home, lambda: 5.0, self._issue)

    def _issue(self, issue: str, title: str, message: str) -> None:
        assert issue == ISSUE
        self.told = {title: message} if title else {}

    def verdicts(self) -> list[tuple[str, str]]:
        return [(one.why, one.verdict) for one in self.kept.list()][1:]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@contextmanager
def full(
    monkeypatch: pytest.MonkeyPatch, matters: Callable[[str], bool] = lambda path: True
) -> Iterator[None]:
    real = durable.replace_file

    def refuse(path: str, content: bytes) -> None:
        if matters(path):
            raise OSError(28, "No space left on device")
        real(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(durable, "replace_file", refuse)
        yield


async def test_all_that_cannot_be_kept_is_one_issue_and_goes_when_all_is_kept(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with full(monkeypatch):
        assert await place.keeping.add(ONE, TWO, "cli", "why") is None
        await place.keeping.keep(LastGood(TWO))
        (message,) = place.told.values()
        assert "missing in the history" in message and "last good configuration is not kept" in message
        assert message.count("No space left on device") == 2 and str(place.home.state) in message
        await place.keeping.again()
        assert place.told and place.keeping.owes
    await place.keeping.again()
    assert place.told == {} and not place.keeping.owes
    assert place.kept.texts_at(place.keeping.pending[0]) == TWO
    assert read_last_good(place.home) == LastGood(TWO)


@pytest.mark.parametrize("verdict", [COMMITTED, ROLLED_BACK])
async def test_a_change_that_is_kept_late_has_the_verdict_that_was_reached_meanwhile(
    place: Place, monkeypatch: pytest.MonkeyPatch, verdict: str
) -> None:
    with full(monkeypatch):
        await place.keeping.add(ONE, TWO, "cli", "late")
        assert await place.keeping.judge(verdict, "because") == []
        assert place.told, "the history still misses it"
    await place.keeping.again()
    assert place.verdicts() == [("late", verdict)] and place.keeping.pending == [] and not place.told


async def test_a_verdict_that_cannot_be_written_is_written_later(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    rev = await place.keeping.add(ONE, TWO, "cli", "why")
    with full(monkeypatch):
        assert await place.keeping.judge(COMMITTED) == [rev]
        assert "What came of a change" in str(place.told)
    await place.keeping.again()
    assert place.verdicts() == [("why", COMMITTED)] and not place.told


async def test_the_next_change_leads_back_to_one_that_was_never_kept(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with full(monkeypatch):
        await place.keeping.add(ONE, TWO, "cli", "lost")
    rev = await place.keeping.add(TWO, THREE, "cli", "next")
    assert rev is not None and place.kept.before(rev) == TWO and not place.told


async def test_a_history_that_cannot_be_read_is_said_and_read_again(place: Place) -> None:
    await place.keeping.add(ONE, TWO, "cli", "why")
    index = place.home.state / "revisions" / "index.jsonl"
    index.chmod(0o666)
    assert await place.keeping.known() == ()
    assert "cannot be read" in str(place.told) and "chmod go-w" in str(place.told)
    index.chmod(0o600)
    await place.keeping.again()
    assert not place.told and len(await place.keeping.known()) == 2


async def test_a_full_state_folder_is_told_and_the_change_is_in_effect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transactions, "RETRY_EVERY", 0.01)
    (tmp_path / "config/modules").mkdir(parents=True)
    path = tmp_path / "config/modules/web.toml"
    path.write_text("command = ['web']\n")
    async with Bench(tmp_path, []) as bench:
        await bench.core.files_changed()

        def issues() -> set[str]:
            return {issue.id for issue in bench.core.publisher.snapshot().issues}

        with full(monkeypatch, lambda path: "/last_good/" in path or "/revisions/" in path):
            edit = replaced(WEB, "command = ['other']\n")
            report = await bench.core.change_config(edit, by="cli", why="test")
            assert report["errors"] == [] and report["revision"] is None and report["applied"]
            assert ISSUE in issues() and path.read_text() == "command = ['other']\n"
        async with asyncio.timeout(20):
            while ISSUE in issues():
                await asyncio.sleep(0.01)
        home = bench.core._world.home
        assert Revisions(home).list()[-1].why == "test"


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"files": 5, "overrides": {}, "set_aside": {}}'])
def test_a_last_good_configuration_that_cannot_be_used_is_said_at_the_start(
    place: Place, content: bytes
) -> None:
    write_last_good(place.home, LastGood(ONE))
    last_good_file(place.home).write_bytes(content)
    (warning,) = read_configuration(place.home).loaded.warnings
    assert "configuration.json: holds something else than was written there; only what the files say" in str(
        warning
    )


def test_a_last_good_configuration_of_somebody_else_is_refused_and_said(place: Place) -> None:
    write_last_good(place.home, LastGood(ONE))
    last_good_file(place.home).chmod(0o666)
    found = read_configuration(place.home)
    assert found.kept == LastGood() and "can be written by everybody" in str(found.loaded.warnings)
