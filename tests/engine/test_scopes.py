"""Task scopes: every task is owned, reported and ended."""

from __future__ import annotations

import asyncio

import pytest

from skelly_tray.scopes import Scope


async def test_a_failing_task_is_reported_and_its_siblings_go_on() -> None:
    told: list[tuple[str, BaseException]] = []
    scope, done = Scope(lambda name, error: told.append((name, error))), asyncio.Event()

    async def fail() -> None:
        raise ValueError("broken")

    async def go_on() -> None:
        await asyncio.sleep(0)
        done.set()

    scope.start(fail(), "one")
    scope.start(go_on(), "two")
    await done.wait()
    assert [(name, str(error)) for name, error in told] == [("one", "broken")]
    await scope.close()


async def test_closing_a_scope_ends_all_its_tasks() -> None:
    scope = Scope(lambda name, error: None)
    task = scope.start(asyncio.Event().wait(), "for ever")
    await scope.close()
    assert task.cancelled()


async def test_a_closed_scope_starts_nothing() -> None:
    scope = Scope(lambda name, error: None)
    await scope.close()
    with pytest.raises(RuntimeError, match="closed"):
        scope.start(asyncio.sleep(0), "late")
