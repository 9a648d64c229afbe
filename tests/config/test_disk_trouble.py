"""Whichever call to the disk fails, and in whichever a writer is killed: its file is the old one or the new one, what
was acknowledged is there, what was not is told, and nothing is left lying about."""

from __future__ import annotations

import errno
import itertools
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.config.writers import NEW, OLD, PART, WRITERS, NotTakenError, Starter, Writer
from tests.disk import as_of_the_dead, broken_from, failing, killed_at, leftovers, unsynced

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a disk of POSIX calls")

Make = Callable[[Path], Writer]
every_writer = pytest.mark.parametrize("make", WRITERS, ids=lambda make: make.__name__)


def told(writer: Writer) -> bool:
    """Write; whether it was told that this has failed."""
    try:
        writer.write()
    except (OSError, NotTakenError):
        return True
    return False


@every_writer
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EMFILE], ids=["ENOSPC", "EIO", "EMFILE"])
def test_whichever_call_fails_nothing_is_lost_and_an_answer_means_it_is_there(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    failed = 0
    for number in itertools.count(1):
        writer = make(tmp_path / str(number))
        with failing(monkeypatch, number, code) as hit:
            failure = told(writer)
        where = f"call {number}, {hit}"
        if not failure:
            assert writer.seen() == NEW, where
        else:
            assert writer.seen() in ((OLD,) if writer.exact else (OLD, NEW)), where
            failed += 1
            assert writer.seen() == NEW or not told(writer), f"{where}: it must work again"
            assert writer.seen() == NEW, where
        if not hit:
            break
        as_of_the_dead(writer.folder)
        writer.start()
        assert leftovers(writer.folder) == [], where
    assert failed >= 3


@every_writer
def test_a_disk_that_stays_broken_loses_nothing_once_it_is_mended(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in itertools.count(1):
        writer = make(tmp_path / str(number))
        with broken_from(monkeypatch, number, errno.EIO) as hit:
            failure = told(writer)
        if not hit:
            break
        as_of_the_dead(writer.folder)
        writer.start()
        seen = writer.seen()
        assert failure or seen == NEW, f"call {number}, {hit}"
        assert leftovers(writer.folder) == []
        assert seen != OLD or not told(writer)
        assert writer.seen() in (NEW, PART)
    assert number > 3


@every_writer
def test_in_whichever_call_it_is_killed_it_is_the_old_or_the_new(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: set[str] = set()
    for number in itertools.count(1):
        writer = make(tmp_path / str(number))
        with killed_at(monkeypatch, number) as hit:
            writer.write()
        if not hit:
            break
        as_of_the_dead(writer.folder)
        writer.start()
        seen = writer.seen()
        found.add(seen)
        assert leftovers(writer.folder) == [], f"call {number}, {hit}"
        if seen == OLD:
            writer.write()
        assert writer.seen() in (NEW, PART)
    assert number > 3 and NEW in found


@every_writer
def test_what_is_acknowledged_survives_a_loss_of_power(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = make(tmp_path / "home")
    with unsynced(monkeypatch) as found:
        writer.write()
    assert found == set()
    assert writer.seen() == NEW


@pytest.mark.parametrize("make", [make for make in WRITERS if make is not Starter], ids=lambda m: m.__name__)
def test_files_are_for_us_alone_whatever_the_umask(make: Make, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        writer = make(tmp_path / "home")
        writer.write()
    finally:
        os.umask(before)
    modes = {
        path.name: path.stat().st_mode & 0o777 for path in writer.home.state.rglob("*") if path.is_file()
    }
    assert set(modes.values()) <= {0o600}, modes
