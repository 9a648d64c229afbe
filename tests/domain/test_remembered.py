"""What an earlier supervisor remembered is taken back, and nonsense in its file counts as nothing."""

from __future__ import annotations

import pytest

from skelly_tray.domain.module import Module
from skelly_tray.domain.recovery.restart import Budget
from skelly_tray.domain.remembered import memory_of, recall
from tests.domain.build import module


@pytest.mark.parametrize("nonsense", [-5, True, "7", 1e300, None, [1]])
def test_counts_that_are_none_count_as_nothing(nonsense: object) -> None:
    memory = {"restarts": nonsense, "attempts": nonsense, "waits": nonsense, "trials": nonsense}
    found = recall(Module(module("a")), memory, 1000.0)
    assert (found.restarts, found.budget) == (0, Budget())


def test_what_was_remembered_comes_back() -> None:
    before = Module(module("a"), restarts=4, budget=Budget(attempts=2, waits=1, quick=(5.0,), trials=1))
    assert recall(Module(module("a")), memory_of(before), 1000.0) == before
