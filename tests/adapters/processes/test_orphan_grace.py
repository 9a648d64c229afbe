"""How long modules live on without their orchestrator can be told anew while it runs, and what was told last counts."""

from __future__ import annotations

from tests.adapters.processes.keeping import Keeping, alive, until


async def test_a_grace_that_is_told_later_replaces_that_of_the_claim(keeping: Keeping) -> None:
    claimant = await keeping.claim(orphan_grace=3600.0)
    _, pid = await claimant.launch("sleeper", "sleep", "300")
    claimant.processes.set_orphan_grace(0.0)
    claimant.vanish()
    await until(lambda: not alive(pid), "the end of the orphan")


async def test_a_longer_one_counts_too_and_holds_over_another_keeper(keeping: Keeping) -> None:
    claimant = await keeping.claim(orphan_grace=0.0)
    claimant.processes.set_orphan_grace(3600.0)
    _, pid = await claimant.launch("sleeper", "sleep", "300")
    claimant.vanish()
    again = await keeping.claim(orphan_grace=0.0)
    assert [row.pid for row in again.table] == [pid] and alive(pid)


async def test_it_is_told_to_whoever_is_claimed_next_where_no_keeper_is_there(
    keeping: Keeping,
) -> None:
    claimant = await keeping.claim(orphan_grace=3600.0)
    claimant.vanish()
    claimant.processes.set_orphan_grace(0.0)
    await claimant.open()
    _, pid = await claimant.launch("sleeper", "sleep", "300")
    claimant.vanish()
    await until(lambda: not alive(pid), "the end of the orphan")
