"""Bringing a reset state back, as who asks for it sees it: what came of this wish, and of no other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from skelly_tray.domain.cause import Cause, CauseKind, EntryKind, JournalEntry
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.recovery.strategies import RestartWithReset
from skelly_tray.engine.journal import Journal
from skelly_tray.engine.restoring import Restoring
from tests.domain.world import World
from tests.engine.worlds import Bench, FakeJournal, FakeTrash, LoopClock, module

A = module("a", strategy=RestartWithReset())


async def restore(bench: Bench, **params: Any) -> dict[str, Any]:
    answer: dict[str, Any] = await bench.core.query("trash.restore", {"module": "a", **params})
    return answer


async def test_a_state_that_is_brought_back_says_which_and_starts_the_module_again(tmp_path: Path) -> None:
    async with Bench(tmp_path, [A]) as bench:
        bench.trash.kept = {"a": ["entry-1"]}
        await bench.core.start_system()
        answer = await restore(bench)
        assert answer["ok"] and answer["entry"] == "entry-1" and "entry-1" in answer["text"]
        await bench.until(lambda: len(bench.processes.requests) == 2)


async def test_an_entry_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    async with Bench(tmp_path, [A]) as bench:
        assert (await restore(bench)) == {"ok": False, "text": "nothing of a lies in the trash"}
        bench.trash.kept = {"a": ["entry-1", "entry-2"]}
        assert (await restore(bench, entry="entry-9")) == {
            "ok": False,
            "text": "there is no entry-9; there is entry-1, entry-2",
        }


async def test_a_wish_that_came_to_nothing_is_not_answered_by_an_older_one(tmp_path: Path) -> None:
    """The file of the module goes before its state is back."""
    core = World(A, module("b"))
    journal = Journal(FakeJournal(), LoopClock())
    cause = Cause(CauseKind.RECOVERY, "its state of entry-1 was brought back")
    detail = {"errand": "restore", "ok": True, "trash": "entry-1"}
    journal.add(JournalEntry(core.system.seq, EntryKind.RECOVERY, cause, ModuleId("a"), detail=detail))
    trash = FakeTrash()
    trash.kept = {"a": ["entry-2"]}

    async def until(reached: Callable[[], bool]) -> None:
        assert not reached()
        core.load(module("b"))
        assert reached()

    restoring = Restoring(trash, lambda: core.system, core.feed, until, journal)
    answer = await restoring.answer("trash.restore", {"module": "a"})
    assert not answer["ok"] and "left off" in answer["text"]
