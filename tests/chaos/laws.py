"""What must hold whatever is done to a system: no duplicate, no orphan, no lost module, one restart per incident."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.chaos.cast import ALL, NATIVE, PLAIN_ONES
from tests.chaos.census import leaders, living
from tests.supervisor import Supervisor, wait_until

Entry = dict[str, Any]
SETTLED_WITHIN = 60.0
GOING_DOWN = " is going down"
EXPLAINED = ("backoff", "failed", "waiting", "starting")


def journal(home: Path) -> list[Entry]:
    """All entries on disk, oldest first."""
    lines = []
    for name in ("journal.jsonl.1", "journal.jsonl"):
        path = home / "state" / name
        if path.exists():
            lines += path.read_text().splitlines()
    return [json.loads(line) for line in lines]


class Sentinel:
    """Looks all the time, in a thread: never do two processes lead the same module."""

    def __init__(self, system: Supervisor) -> None:
        self._system = system
        self._end = threading.Event()
        self.looks = 0
        self.seen: list[str] = []
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._end.wait(0.05):
            self.looks += 1
            for module, spawns in leaders(living(self._system)).items():
                if len(spawns) > 1:
                    self.seen.append(f"{time.strftime('%T')}: {module} is led by more than one: {spawns}")

    def end(self) -> None:
        self._end.set()
        self._thread.join(10)


def settle(system: Supervisor) -> None:
    """After the last blow: at first every wanted module is up or says why not, then the user's word brings all up."""
    last: dict[str, Any] = {}

    def explained() -> bool:
        nonlocal last
        last = system.status()["modules"]
        return all(row["ready"] or (row["state"] in EXPLAINED and row["reason"]) for row in last.values())

    wait_until(explained, f"every module up or with a reason; there is {last}", SETTLED_WITHIN)
    system.request("start", {"all": True, "wait": False})
    system.wait_running(*ALL, timeout=SETTLED_WITHIN)


def hold_at_rest(system: Supervisor) -> None:
    """No duplicate, no orphan, nothing lost: what lives is what the status tells, and nothing else."""
    story = ""

    def holds() -> bool:
        nonlocal story
        rows = system.status()["modules"]
        found = living(system)
        pids = {row["pid"] for row in rows.values()}
        spawns = {p.spawn for p in found if p.pid in pids}
        lead = leaders(found)
        orphans = [p for p in found if p.spawn is not None and p.spawn not in spawns and not _passes(p.words)]
        wrong = {
            m: lead.get(m)
            for m in (*PLAIN_ONES, *NATIVE)
            if [*lead.get(m, {}).values()] != [[rows[m]["pid"]]]
        }
        story = f"orphans: {orphans}; not led by the one process that status tells: {wrong}"
        return not orphans and not wrong and len(spawns) == len(ALL)

    try:
        wait_until(holds, "a system at rest", 20)
    except AssertionError as error:
        raise AssertionError(f"{error}: {story}") from None


def _passes(words: str) -> bool:
    """A command of a probe, which is nobody's for long."""
    return words.startswith("/bin/true")


def hold_journal(entries: list[Entry]) -> None:
    """In order of seq, over all supervisors, and no dependant is stopped twice for one incident."""
    numbers = [e["seq"] for e in entries]
    assert all(b > a for a, b in pairwise(numbers)), "seq does not grow"
    too_often = {k: n for k, n in stops_per_incident(entries).items() if n > 1}
    by_seq = {e["seq"]: e for e in entries}
    told = [
        f"{m}, {n} times for {by_seq[root]['module']}: {by_seq[root]}" for (m, root), n in too_often.items()
    ]
    assert not told, f"restarted more than once for one incident: {told}"


def stops_per_incident(entries: list[Entry]) -> Counter[tuple[str, int]]:
    """(dependant, seq of the incident) → how often it was stopped because of it."""
    changes = [e for e in entries if e["kind"] == "state_changed"]
    by_seq = {e["seq"]: e for e in changes}
    counted: Counter[tuple[str, int]] = Counter()
    for entry in changes:
        if entry["to"] == "stopping" and entry["cause"]["kind"] == "dependency":
            root = _incident(entry, changes, by_seq)
            if root is not None:
                counted[entry["module"], root] += 1
    return counted


def _incident(entry: Entry, changes: list[Entry], by_seq: dict[int, Entry]) -> int | None:
    """The stop that no dependency caused, at the beginning of the story that led to this one."""
    here: Entry | None = entry
    visited: set[int] = set()
    while here is not None and here["seq"] not in visited:
        visited.add(here["seq"])
        if here["to"] == "stopping" and here["cause"]["kind"] != "dependency":
            return int(here["seq"])
        if here["to"] == "stopping" and GOING_DOWN in here["cause"]["text"]:
            here = _nearest_stop(here["cause"]["text"].partition(GOING_DOWN)[0], here["seq"], changes)
        else:
            here = by_seq.get(here["cause"]["seq"] or -1)
    return None


def _nearest_stop(module: str, seq: int, changes: list[Entry]) -> Entry | None:
    """Who goes down stops after those who need it, or has stopped a moment before."""
    stops = [e for e in changes if e["module"] == module and e["to"] == "stopping"]
    return min(stops, key=lambda e: abs(e["seq"] - seq), default=None)
