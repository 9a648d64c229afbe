"""Twenty modules, real processes, and blows that a seed decides: nothing is lost, doubled, orphaned or restarted twice.

The seed is printed; SKELLY_CHAOS_SEED sets it, SKELLY_CHAOS_BLOWS how many blows fall.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.chaos.blows import Blows
from tests.chaos.cast import ALL, EDGES, Cast
from tests.chaos.laws import Sentinel, hold_at_rest, hold_journal, journal, settle, stops_per_incident
from tests.supervisor import Supervisor
from tests.system.casting import kill

SEED = int(os.environ.get("SKELLY_CHAOS_SEED", "7"))
BLOWS = int(os.environ.get("SKELLY_CHAOS_BLOWS", "40"))


@pytest.fixture
def cast(supervisor: Supervisor) -> Iterator[Cast]:
    made = Cast(supervisor, SEED)
    yield made
    made.proxy.close()


def _batter(system: Supervisor, cast: Cast, seed: int, count: int) -> None:
    print(f"seed {seed}, {count} blows")
    system.start()
    system.wait_running(*ALL)
    hold_at_rest(system)
    sentinel, blows = Sentinel(system), Blows(system, cast, seed)
    try:
        for _ in range(count):
            blows.strike()
        blows.end()
        settle(system)
        hold_at_rest(system)
    finally:
        sentinel.end()
    entries = journal(system.home)
    print(f"{len(blows.log)} blows, {len(entries)} entries, {sentinel.looks} looks; ", end="")
    print(
        f"{cast.proxy.spoiled} of {cast.proxy.lines} lines spoiled; {len(stops_per_incident(entries))} stops for others"
    )
    assert sentinel.looks > count and not sentinel.seen, sentinel.seen
    hold_journal(entries)
    assert system.terminate(timeout=60) == 0


@pytest.mark.timeout(240)
def test_whatever_hits_twenty_modules_none_is_lost_doubled_orphaned_or_restarted_twice(
    supervisor: Supervisor, cast: Cast
) -> None:
    _batter(supervisor, cast, SEED, BLOWS)
    assert supervisor.leftovers() == []


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(100, 108))
def test_whatever_hits_twenty_modules_for_long(supervisor: Supervisor, cast: Cast, seed: int) -> None:
    _batter(supervisor, cast, seed, 200)
    assert supervisor.leftovers() == []


def test_the_death_of_the_root_restarts_every_dependant_at_most_once(
    supervisor: Supervisor, cast: Cast
) -> None:
    supervisor.start()
    before = supervisor.wait_running(*ALL)["modules"]
    kill(before["root"]["pid"])
    supervisor.wait_for(lambda s: s["modules"]["root"]["restarts"] == 1, "the return of the root")
    changed = {name for name, edges in EDGES.items() if any(how != "keep" for _, how in edges)} - {"deep5"}
    after = supervisor.wait_for(
        lambda s: all(
            row["ready"] and (name not in changed or row["pid"] != before[name]["pid"])
            for name, row in s["modules"].items()
        ),
        "every dependant that is not to be kept started again",
    )["modules"]
    entries = [e for e in journal(supervisor.home) if e["kind"] == "state_changed" and e["to"] == "starting"]
    starts = {name: sum(1 for e in entries if e["module"] == name) for name in ALL}
    assert starts == {name: 2 if name in changed or name == "root" else 1 for name in ALL}
    assert all(after[name]["pid"] == before[name]["pid"] for name in ALL if name not in {*changed, "root"})
    hold_journal(journal(supervisor.home))
