"""The laws would notice: a duplicate, a second restart for one incident, a journal out of order, a mark."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from typing import Any

import pytest

from skelly_tray.keeper.marker import rttime
from tests.chaos.census import Living, leaders, mark_of, without_forks
from tests.chaos.laws import hold_journal, stops_per_incident


def _change(seq: int, module: str, to: str, kind: str, text: str) -> dict[str, Any]:
    entry = {
        "seq": seq,
        "time": "2026-01-01T00:00:00.000Z",
        "module": module,
        "kind": "state_changed",
        "to": to,
    }
    return {**entry, "from": "", "cause": {"kind": kind, "seq": None, "text": text}}


ROOT_DIES = _change(1, "root", "stopping", "exit", "killed by SIGKILL")
AGAIN1 = _change(2, "again1", "stopping", "dependency", "root was restarted")
DEEP1 = _change(3, "deep1", "stopping", "dependency", "again1 was restarted")
TWICE = _change(4, "deep1", "stopping", "dependency", "again1 was restarted")


def test_stops_are_followed_from_module_to_module_to_where_it_began() -> None:
    assert stops_per_incident([ROOT_DIES, AGAIN1, DEEP1]) == {("again1", 1): 1, ("deep1", 1): 1}


def test_a_second_stop_for_one_incident_is_told_with_its_story() -> None:
    hold_journal([ROOT_DIES, AGAIN1, DEEP1])
    with pytest.raises(AssertionError, match=r"deep1, 2 times for one incident:\n(.*\n)*.*killed by SIGKILL"):
        hold_journal([ROOT_DIES, AGAIN1, DEEP1, TWICE])


def test_two_incidents_may_stop_a_dependant_twice() -> None:
    own = _change(4, "again1", "stopping", "exit", "killed by SIGKILL")
    hold_journal([ROOT_DIES, AGAIN1, DEEP1, own, {**TWICE, "seq": 5}])
    assert stops_per_incident([ROOT_DIES, AGAIN1, DEEP1, own, {**TWICE, "seq": 5}])["deep1", 4] == 1


def test_who_goes_down_before_what_it_needs_is_counted_for_that_stop_and_no_earlier_one() -> None:
    early = [_change(n, "root", "stopping", "exit", "exit 3") for n in (1, 60)]
    stops1 = _change(63, "stops1", "stopping", "dependency", "root is going down (stopping)")
    deep3 = _change(62, "deep3", "stopping", "dependency", "stops1 is going down (running)")
    assert stops_per_incident([*early, deep3, stops1])["deep3", 60] == 1


def test_a_journal_whose_numbers_do_not_grow_is_told() -> None:
    with pytest.raises(AssertionError, match="seq does not grow"):
        hold_journal([AGAIN1, ROOT_DIES])


def test_two_spawns_of_one_module_are_told_apart_and_a_fork_of_one_is_not() -> None:
    found = [
        Living(1, 30, "a", ""),
        Living(2, 30, "a", ""),
        Living(3, 31, "a", ""),
        Living(4, None, None, ""),
    ]
    assert leaders(found) == {"a": {30: [1, 2], 31: [3]}}


def test_the_mark_of_a_process_is_read_from_its_limits() -> None:
    marked = subprocess.Popen(["/bin/sleep", "60"])
    resource.prlimit(marked.pid, resource.RLIMIT_RTTIME, (rttime(0x1234, 77), resource.RLIM_INFINITY))
    plain = subprocess.Popen(["/bin/sleep", "60"])
    try:
        assert mark_of(marked.pid) == 77
        assert mark_of(plain.pid) is None
    finally:
        for process in (marked, plain):
            process.kill()
            process.wait()


def test_what_a_leader_has_just_forked_is_no_second_leader() -> None:
    script = "sleep 1000 >&- 2>&- & echo $!"
    orphan = int(subprocess.run(["sh", "-c", script], stdout=subprocess.PIPE, check=True).stdout.split()[0])
    try:
        assert without_forks([orphan, os.getpid()]) == [os.getpid()], "nobody of these is the other's child"
    finally:
        os.kill(orphan, signal.SIGKILL)
