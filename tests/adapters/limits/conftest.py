"""A keeper of its own for each test, shared with the tests of the process adapter; and groups that are removed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from skelly_tray.adapters.limits import cgroup_v1
from skelly_tray.adapters.limits.cgroup_v1 import CgroupV1
from tests.adapters.processes.conftest import keeping as keeping

TAG = f"skelly-test-{os.getpid()}"


@pytest.fixture
def v1() -> Iterator[CgroupV1]:
    """The rung of control groups version 1, on the kernel."""
    parents = cgroup_v1.parents()
    if len(parents) < 3:
        pytest.skip("control groups version 1 cannot be made here")
    yield CgroupV1(parents, TAG)
    left = [folder for parent in parents.values() for folder in below(parent / TAG)]
    for folder in left:
        with contextlib.suppress(OSError):
            folder.rmdir()
    assert not left, f"groups left: {left}"


def below(folder: Path) -> list[Path]:
    """That group and those in it, deepest first."""
    if not folder.is_dir():
        return []
    return [*(path for path in folder.iterdir() if path.is_dir()), folder]
