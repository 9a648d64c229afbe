"""What must hold whatever is done to a system: no duplicate, no orphan, no lost module, one restart per incident."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.chaos.cast import ALL, EDGES, NATIVE, PLAIN_ONES
from tests.chaos.census import leaders, living
from tests.supervisor import Supervisor, wait_until

Entry = dict[str, Any]
SETTLED_WITHIN = 60.0
RESTARTED, NO_FILE = "was restarted", "has no usable file"
BEFORE = 100
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
        orphans = [p for p in found if p.spawn is not None and p.spawn not in spawns and not passes(p.words)]
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


def passes(words: str) -> bool:
    """A command of a probe, which is nobody's for long."""
    return words.startswith("/bin/true")


def hold_journal(entries: list[Entry]) -> None:
    """In order of seq, over all supervisors, and no dependant is stopped twice for one incident."""
    numbers = [e["seq"] for e in entries]
    assert all(b > a for a, b in pairwise(numbers)), "seq does not grow"
    too_often = {k: n for k, n in stops_per_incident(entries).items() if n > 1}
    told = [
        f"{m}, {n} times for one incident:\n{_story(entries, m, root)}" for (m, root), n in too_often.items()
    ]
    assert not told, "\n".join(told)


def _story(entries: list[Entry], module: str, since: int) -> str:
    """What happened to the module and to those it needs, from a little before on, as lines."""
    needed, todo = {module}, [module]
    while todo:
        fresh = {name for name, _ in EDGES.get(todo.pop(), [])} - needed
        needed |= fresh
        todo += fresh
    lines = [
        f"{e['seq']} {e['time'][11:23]} {e['module']} {e['to']} [{e['cause']['seq']}] {e['cause']['text']}"
        for e in entries
        if e["seq"] >= since - BEFORE and (e["module"] in needed or e["kind"] == "system")
    ]
    return "\n".join(lines[:120])


def stops_per_incident(entries: list[Entry]) -> Counter[tuple[str, int]]:
    """(dependant, seq of the incident) → how often it was stopped because of it."""
    changes = [e for e in entries if e["kind"] == "state_changed"]
    counted: Counter[tuple[str, int]] = Counter()
    for entry in changes:
        if entry["to"] == "stopping" and entry["cause"]["kind"] == "dependency":
            root = _incident(entry, changes)
            if root is not None:
                counted[entry["module"], root] += 1
    return counted


def _incident(entry: Entry, changes: list[Entry]) -> int | None:
    """The stop that no dependency caused, at the beginning of the story that led to this one: from module to module,
    by the name that each stop is blamed on."""
    here: Entry | None = entry
    visited: set[int] = set()
    while here is not None and here["seq"] not in visited:
        visited.add(here["seq"])
        if here["cause"]["kind"] != "dependency" or NO_FILE in here["cause"]["text"]:
            return int(here["seq"])
        blamed, _, what = here["cause"]["text"].partition(" ")
        stops = [e for e in changes if e["module"] == blamed and e["to"] == "stopping"]
        if what == RESTARTED:  # it has been stopped before
            stops = [e for e in stops if e["seq"] < here["seq"]][-1:]
        seq = here["seq"]  # who goes down stops after those who need it, or has stopped a moment before
        here = min(stops, key=lambda e, s=seq: abs(e["seq"] - s), default=None)
    return None
