"""An upgrade: the keeper becomes another program's keeper without a module noticing."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

import skelly_tray
from skelly_tray import reentry
from tests.adapters.processes.hostile import TREE, TREE_SIZE
from tests.adapters.processes.keeping import Keeping, alive, pids_in, until
from tests.adapters.processes.test_process_launch import NOTIFY


async def test_modules_survive_an_upgrade_of_the_keeper(
    keeping: Keeping, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await keeping.claim()
    keeper = first.processes.keeper_pid
    incarnation, _ = await first.launch("t", "sh", "-c", TREE, "sh", str(tmp_path / "pids"))
    talker = 'while :; do echo tick; [ -e "$1" ] && exit 4; sleep 0.02; done'
    other, _ = await first.launch("o", "sh", "-c", talker, "sh", str(tmp_path / "go"))
    ended, _ = await first.launch("e", "sh", "-c", "exit 9")
    await first.gone(ended)
    first.processes.note(incarnation, b"\x00\xff note")
    pids = await pids_in(tmp_path / "pids", TREE_SIZE)
    first.vanish()

    monkeypatch.setattr(skelly_tray, "__version__", "99.0")
    second = await keeping.claim()
    assert second.processes.keeper_pid == keeper
    log = (keeping.home.logs / "keeper.log").read_text()
    assert "upgraded: pid" in log and "version 99.0" in log
    assert {row.key: row.note for row in second.table}["t"] == b"\x00\xff note"
    assert all(alive(pid) for pid in pids)

    # Children, their exit codes, their strays and their pipes are still the keeper's.
    (tmp_path / "go").touch()
    assert (await second.gone(other))[0].code == 4
    assert "tick" in second.sink.out(other)
    os.kill(next(row.pid for row in second.table if row.key == "t"), signal.SIGKILL)
    assert (await second.gone(incarnation))[0].signal == signal.SIGKILL
    assert not any(alive(pid) for pid in pids)
    fresh, _ = await second.launch("n", *NOTIFY, "READY=1", notify=True)
    await second.gone(fresh)
    assert second.facts.find("notified", fresh) == ("notified", fresh, {"READY": "1"})
    assert fresh > ended

    second.vanish()
    third = await keeping.claim()
    assert {row.key for row in third.table} == {"t", "o", "e", "n"}
    assert (keeping.home.logs / "keeper.log").read_text().count("upgraded") == 1


async def test_nothing_of_the_upgrade_reaches_a_module(
    keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await keeping.claim()
    await first.launch("x", "sleep", "300")
    first.vanish()
    monkeypatch.setattr(skelly_tray, "__version__", "99.0")
    second = await keeping.claim()
    incarnation, _ = await second.launch("y", "sh", "-c", "ls /proc/$$/fd")
    await second.gone(incarnation)
    await until(lambda: not [fd for fd, whose in second.sink.fds.items() if whose == incarnation])
    assert second.sink.out(incarnation).split() == ["0", "1", "2"]


async def test_broken_new_program_leaves_the_old_keeper_at_work(
    keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await keeping.claim()
    _, pid = await first.launch("x", "sleep", "300")
    first.vanish()
    monkeypatch.setattr(skelly_tray, "__version__", "99.0")
    monkeypatch.setattr(reentry, "keeper_program", lambda: ["/bin/false"])
    second = await keeping.claim()
    assert [row.pid for row in second.table] == [pid]
    await second.launch("y", "true")
