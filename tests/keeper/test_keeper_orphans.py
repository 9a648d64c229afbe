"""The lifeline's end in virtual time: grace, order of ranks, and what cuts both short."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from skelly_tray.keeper.orphans import OrphanPolicy, Watch
from skelly_tray.keeper.record import Phase, Spawn, Table


class Undertaker:
    """Notes what it is asked; trees end when the test says so."""

    def __init__(self) -> None:
        self.stopped: list[Spawn] = []
        self.killed: list[Spawn] = []

    def stop(self, spawn: Spawn, stop_signal: int, grace: float, now: float) -> None:
        spawn.stop_at = now + grace
        self.stopped.append(spawn)

    def kill(self, spawn: Spawn, now: float) -> None:
        self.killed.append(spawn)


class Forest:
    """Nothing is left below the keeper."""

    def refresh(self) -> None: ...

    def everything(self) -> list[int]:
        return []


def policy(*ranks: int) -> tuple[OrphanPolicy, Undertaker, Table]:
    table = Table()
    for number, rank in enumerate(ranks):
        spawn = Spawn(number + 1, f"k{number}", f"m{number}", "d", 15)
        spawn.phase = Phase.RUNNING
        spawn.stop_rank = rank
        table.add(spawn)
    undertaker: Any = Undertaker()
    forest: Any = Forest()
    return OrphanPolicy(table, forest, undertaker, lambda _text: None), undertaker, table


def test_nothing_is_stopped_within_the_grace() -> None:
    orphans, undertaker, _ = policy(0)
    orphans.grace = 10.0
    orphans.abandoned(100.0)
    orphans.tend(109.9)
    assert undertaker.stopped == [] and orphans.next_due() == 110.0
    orphans.claimed()
    orphans.tend(200.0)
    assert undertaker.stopped == [] and orphans.next_due() is None
    orphans.abandoned(200.0)
    orphans.tend(210.0)
    assert len(undertaker.stopped) == 1 and orphans.busy


def test_negative_grace_and_hold_wait_without_limit() -> None:
    for grace, hold in ((-1.0, False), (0.0, True)):
        orphans, undertaker, _ = policy(0)
        orphans.grace = grace
        orphans.abandoned(0.0, hold=hold)
        orphans.tend(1e9)
        assert undertaker.stopped == [] and orphans.watch is Watch.HOLDING


@settings(deadline=None)
@given(st.lists(st.integers(-3, 3), max_size=12))
def test_ranks_stop_from_high_to_low_each_completely(ranks: list[int]) -> None:
    orphans, undertaker, table = policy(*ranks)
    orphans.stop_everything("test")
    for _ in range(len(ranks) + 2):
        orphans.tend(0.0)
        alive = {spawn.stop_rank for spawn in table.live()}
        assert all(spawn.gone or spawn.stop_rank == max(alive) for spawn in undertaker.stopped)
        for spawn in undertaker.stopped:
            if not spawn.gone:
                spawn.phase = Phase.GONE
                break
    assert [spawn.stop_rank for spawn in undertaker.stopped] == sorted(ranks, reverse=True)
    assert len(undertaker.stopped) == len(set(undertaker.stopped))
    assert orphans.watch is Watch.DONE


def test_second_word_kills_at_once() -> None:
    orphans, undertaker, _ = policy(0, 1)
    orphans.stop_everything("first")
    orphans.tend(0.0)
    assert len(undertaker.stopped) == 1
    orphans.stop_everything("second")
    orphans.tend(0.0)
    assert len(undertaker.killed) == 2


def test_claim_lost_during_the_stop_changes_nothing() -> None:
    orphans, _, _ = policy(0)
    orphans.stop_everything("test")
    orphans.abandoned(0.0, hold=True)
    assert orphans.watch is Watch.STOPPING


def test_keeper_that_nobody_claims_ends() -> None:
    orphans, _, _ = policy()
    orphans.await_first_claim(0.0)
    orphans.tend(9.9)
    assert orphans.watch is Watch.WAITING
    orphans.tend(10.0)
    assert orphans.watch is Watch.DONE
