"""Whichever call to the disk fails, and wherever the keeper is killed: no spawn id is issued twice or refused."""

from __future__ import annotations

import errno
import itertools
import os
import time
from pathlib import Path

import pytest

from skelly_tray.keeper import durable, ids, places
from skelly_tray.keeper.ids import SpawnIds
from tests.disk import as_of_the_dead, broken_from, failing, killed_at, leftovers, unsynced

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a disk of POSIX calls")

BLOCK = ids._BLOCK


@pytest.mark.parametrize("how", [failing, broken_from], ids=["once", "from then on"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EMFILE], ids=["ENOSPC", "EIO", "EMFILE"])
def test_no_id_is_issued_twice_whatever_the_disk_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: object, code: int
) -> None:
    assert callable(how)
    clock = itertools.count(2_000_000_000, 1000)
    monkeypatch.setattr(time, "time", lambda: next(clock))
    for number in itertools.count(1):
        path = tmp_path / str(number) / "ids"
        path.parent.mkdir()
        issued = [SpawnIds(str(path)).take()]
        with how(monkeypatch, number, code) as hit:
            again = SpawnIds(str(path))
            issued += [again.take() for _ in range(BLOCK + 1)]
        issued += [SpawnIds(str(path)).take() for _ in range(2)]
        assert len(set(issued)) == len(issued), f"call {number}, {hit}"
        as_of_the_dead(path.parent)
        durable.sweep(str(path.parent))
        assert leftovers(path.parent) == []
        if not hit:
            break
    assert number > 5


def test_a_killed_keeper_has_issued_none_that_the_next_one_issues(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in itertools.count(1):
        path = tmp_path / str(number) / "ids"
        path.parent.mkdir()
        issued = [SpawnIds(str(path)).take()]
        with killed_at(monkeypatch, number) as hit:
            again = SpawnIds(str(path))
            while len(issued) < BLOCK + 3:
                issued.append(again.take())
        issued.append(SpawnIds(str(path)).take())
        assert len(set(issued)) == len(issued), f"call {number}, {hit}"
        if not hit:
            break
    assert number > 5


def test_what_was_issued_is_remembered_after_a_loss_of_power(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with unsynced(monkeypatch) as found:
        SpawnIds(str(tmp_path / "ids")).take()
    assert found == set()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_an_address_that_cannot_be_written_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    run, far = tmp_path / "run", tmp_path / "far"
    run.mkdir()
    for number in itertools.count(1):
        with failing(monkeypatch, number, code) as hit:
            try:
                places.prepare(str(run), str(far))
                told = False
            except OSError:
                told = True
        assert places.keeper_address(str(run)) in (f"{far}/keeper.sock", f"{run}/keeper.sock")
        assert told or places.keeper_address(str(run)) == f"{far}/keeper.sock"
        as_of_the_dead(run)
        durable.sweep(str(run))
        assert [path.name for path in run.iterdir()] in ([], [places.ADDRESS_FILE])
        if not hit:
            break
    assert number > 5
