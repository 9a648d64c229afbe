"""Whichever call to the disk fails during a change: what is told is so, on disk and in effect."""

from __future__ import annotations

import errno
import os
from functools import partial
from pathlib import Path

import pytest

from skelly_tray.config.revisions import Revisions
from skelly_tray.config.texts import Texts, read_texts
from skelly_tray.config.undo import unfinished
from tests.disk import broken_from, failing, leftovers
from tests.engine.worlds import Bench

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a disk of POSIX calls")


def texts_of(number: int) -> Texts:
    files = {f"modules/{name}.toml": f"command = ['{name}']\n# {number}\n" for name in ("a", "b")}
    return Texts(files, {}, {"modules.a.importance": number % 100})


def instead(wanted: Texts, _: Texts) -> Texts:
    return wanted


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EMFILE], ids=["ENOSPC", "EIO", "EMFILE"])
async def test_whichever_call_fails_an_error_means_that_nothing_has_changed_and_none_that_all_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    async with Bench(tmp_path, []) as bench:
        home = bench.core._world.home
        now, failed, number = texts_of(0), 0, 0
        assert not (await bench.core.change_config(partial(instead, now), by="cli", why="first"))["errors"]
        while True:
            number += 1
            wanted = texts_of(number)
            with failing(monkeypatch, number, code, everywhere=True) as hit:
                report = await bench.core.change_config(partial(instead, wanted), by="cli", why=str(number))
            where = f"call {number}, {hit}, {report['errors']}"
            if report["errors"]:
                failed += 1
                assert hit and report["revision"] is None, where
            else:
                now = wanted
            assert read_texts(home) == now, where
            await bench.core.files_changed()
            assert bench.core.texts_in_effect() == now, where
            assert not unfinished(home) and leftovers(home.config) == [], where
            if not hit:
                break
        assert failed > 20 and number > 40
        kept = Revisions(home)
        assert kept.texts_at(kept.list()[-1].rev) == now


async def test_half_a_change_that_the_disk_does_not_take_back_never_takes_effect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk stays broken until after the answer; then a look finds the half, as inotify has it looked at."""
    async with Bench(tmp_path, []) as bench:
        home, halves = bench.core._world.home, 0
        assert not (await bench.core.change_config(partial(instead, texts_of(0)), by="cli", why="1"))[
            "errors"
        ]
        for number in range(1, 120):
            with broken_from(monkeypatch, number, errno.EIO, everywhere=True):
                report = await bench.core.change_config(partial(instead, texts_of(1)), by="cli", why="2")
            halves += read_texts(home) not in (texts_of(0), texts_of(1))
            await bench.core.files_changed()
            now = read_texts(home)
            assert bench.core.texts_in_effect() == now and now in (texts_of(0), texts_of(1)), number
            if not report["errors"]:
                break
            await bench.core.change_config(partial(instead, texts_of(0)), by="cli", why="3")
        assert halves >= 3 and report["errors"] == []
