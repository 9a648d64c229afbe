"""The story told by `why`: what counts as trouble."""

from __future__ import annotations

from typing import Any

from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.story import last_trouble
from tests.domain.build import module
from tests.domain.world import Program, World


def lines(world: World) -> list[dict[str, Any]]:
    """The journal in the shape in which it is kept."""
    return [
        {
            "seq": e.seq,
            "module": e.module,
            "kind": str(e.kind),
            "to": e.to,
            "cause": {"kind": str(e.cause.kind), "seq": e.cause.seq, "text": e.cause.text},
            "detail": e.detail,
        }
        for e in world.journal
    ]


def _run_task(code: int) -> World:
    world = World(
        module("job", oneshot=True),
        programs={"job": Program(dies_after=0.1, outcome=Outcome(code=code))},
    )
    world.run_for(1.0)
    return world


def test_a_task_that_succeeded_was_no_trouble() -> None:
    assert last_trouble(lines(_run_task(0)), "job") is None


def test_a_task_that_failed_was() -> None:
    found = last_trouble(lines(_run_task(3)), "job")
    assert found is not None and found["cause"]["text"].startswith("exit 3")
