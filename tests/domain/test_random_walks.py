"""Random systems with random histories keep every law, come to rest, and can always be stopped."""

from __future__ import annotations

import pytest

from skelly_tray.domain.events import StopRequested
from skelly_tray.domain.phase import Stopped
from tests.domain.walks import Walk, calm_down, unrest


def walk(seed: int) -> None:
    one = Walk(seed)
    one.go(30)
    world = one.world
    calm_down(world)
    if world.system.shutdown:
        world.start("nobody")
    for _ in range(60):
        world.run_for(20.0)
        if not unrest(world):
            break
    assert not unrest(world), f"seed {seed}: {unrest(world)}"
    world.feed(StopRequested((), everything=True))
    world.run_for(60.0)
    assert all(isinstance(m.phase, Stopped) for m in world.system.modules.values()), world.states()
    assert all(p.gone for p in world.processes.values())


@pytest.mark.parametrize("block", range(20))
def test_random_histories_keep_the_laws(block: int) -> None:
    for seed in range(block * 10, block * 10 + 10):
        walk(seed)
