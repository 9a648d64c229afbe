"""Marks and ids: of one spawn of one home, readable again, and never issued twice."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skelly_tray.keeper import marker, places
from skelly_tray.keeper.ids import SpawnIds

homes = st.integers(0, 2**30 - 1)
spawns = st.integers(1, marker.MAX_SPAWN_ID)


@settings(deadline=None)
@given(homes, spawns)
def test_marks_are_read_back(home: int, spawn: int) -> None:
    value = marker.rttime(home, spawn)
    assert 2**62 <= value < 2**63  # what setrlimit takes, and no real limit
    assert marker.spawn_of_rttime(home, value) == spawn
    block = f"A=1\0{marker.VARIABLE}={marker.variable(home, spawn)}\0B=2\0".encode()
    assert marker.spawn_of_environment(home, block) == spawn


@settings(deadline=None)
@given(homes, homes, spawns)
def test_marks_of_another_home_are_not_ours(home: int, other: int, spawn: int) -> None:
    if home != other:
        assert marker.spawn_of_rttime(home, marker.rttime(other, spawn)) is None
        block = f"{marker.VARIABLE}={marker.variable(other, spawn)}\0".encode()
        assert marker.spawn_of_environment(home, block) is None


@settings(deadline=None)
@given(homes, st.integers(0, 2**62 - 1))
def test_ordinary_limits_are_no_marks(home: int, value: int) -> None:
    assert marker.spawn_of_rttime(home, value) is None


@pytest.mark.parametrize("text", ["SKELLY_SPAWN=00000001:x", "XSKELLY_SPAWN=00000001:1", "SKELLY_SPAWN=1:1"])
def test_garbled_variable_is_no_mark(text: str) -> None:
    assert marker.spawn_of_environment(1, text.encode()) is None


def test_files_are_ours_alone_whatever_the_umask(tmp_path: Path) -> None:
    """Others pass through their folders where a module has a user of its own."""
    run, far = tmp_path / "run", tmp_path / "elsewhere"
    run.mkdir()
    before = os.umask(0)
    try:
        SpawnIds(str(tmp_path / "ids")).take()
        places.prepare(str(run), str(far))
    finally:
        os.umask(before)
    for file in (tmp_path / "ids", run / places.ADDRESS_FILE):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_ids_grow_within_and_across_keepers(tmp_path: Path) -> None:
    issued: list[int] = []
    for _ in range(3):
        ids = SpawnIds(str(tmp_path / "ids"))
        issued += [ids.take() for _ in range(300)]
    assert issued == sorted(set(issued))
    assert issued[0] == 1


@pytest.mark.parametrize("garbage", ["garbage", "", "-5", "9" * 20])
def test_damaged_counter_issues_nothing_twice(tmp_path: Path, garbage: str) -> None:
    path = tmp_path / "ids"
    before = SpawnIds(str(path)).take()
    path.write_text(garbage)
    ids = SpawnIds(str(path))
    after = ids.take()
    assert after > before + 10**6
    assert SpawnIds(str(path)).take() > after


def test_a_disk_without_room_for_a_second_file_still_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ids"
    issued = [SpawnIds(str(path)).take()]

    def refuse(_source: str, _target: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    for _ in range(3):
        ids = SpawnIds(str(path))
        issued += [ids.take() for _ in range(300)]
    assert issued == sorted(set(issued)) and issued[-1] < 10_000


def test_ids_without_any_counter_are_ahead_of_all_others(tmp_path: Path) -> None:
    ids = SpawnIds(str(tmp_path / "missing" / "ids"))
    first = ids.take()
    assert first > 10**6 and ids.take() == first + 1
