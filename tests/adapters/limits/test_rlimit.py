"""Limits of open files of real processes: from the start, changed while they run, and what a leak meets."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from skelly_tray.adapters.limits import advisory, rlimit
from skelly_tray.adapters.limits.ladder import Ladder
from skelly_tray.adapters.limits.rlimit import Rlimit
from skelly_tray.adapters.processes.starting import raise_own_limit
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.resource_limits import LimitAction
from skelly_tray.engine.ports import SpawnRecord
from skelly_tray.keeper.forest_linux import descendants
from tests.adapters.limits.rigs import FILES, SLEEP, launch, limited, python
from tests.adapters.processes.hostile import TREE, TREE_SIZE
from tests.adapters.processes.keeping import Keeping, pids_in, until

LEAK = python(
    "import os, resource, time\n"
    "files = []\n"
    "try:\n"
    "    while len(files) < 5000: files.append(os.open('/dev/null', os.O_RDONLY))\n"
    "except OSError as error:\n"
    "    print(error.errno, len(os.listdir('/proc/self/fd')) if len(files) < 2 else max(files) + 1, flush=True)\n"
    "try:\n"
    "    resource.setrlimit(resource.RLIMIT_NOFILE, (4000, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))\n"
    "except ValueError:\n"
    "    print('hard', flush=True)\n"
    "time.sleep(1000)\n"
)


PRLIMIT = resource.prlimit
USUAL = (raise_own_limit(), resource.getrlimit(resource.RLIMIT_NOFILE)[1])


def nofile(pid: int) -> tuple[int, int]:
    return PRLIMIT(pid, resource.RLIMIT_NOFILE)


def unprivileged(pid: int, kind: int, limits: tuple[int, int] | None = None) -> tuple[int, int]:
    """As the kernel answers who may not raise a hard limit."""
    if limits is None:
        return PRLIMIT(pid, kind)
    if limits[1] > PRLIMIT(pid, kind)[1]:
        raise PermissionError(1, "Operation not permitted")
    return PRLIMIT(pid, kind, limits)


async def test_a_leak_of_descriptors_ends_at_the_limit(keeping: Keeping) -> None:
    claimant = await keeping.claim()
    held = await launch(claimant, [Rlimit()], limited(max_file_handles=40), *LEAK)
    await until(lambda: "hard" in held.output())
    assert held.output().split() == ["24", "40", "hard"]  # EMFILE
    told = held.ladder.holdings(held.incarnation, limited(max_file_handles=40))[FILES]
    assert (told.rung, told.strength) == ("rlimit", "soft") and "each of its processes" in told.why
    claimant.processes.kill(held.incarnation)
    await held.gone()


async def test_a_running_tree_is_changed_whole(keeping: Keeping, tmp_path: Path) -> None:
    claimant = await keeping.claim()
    descriptor = limited(max_file_handles=100)
    held = await launch(claimant, [Rlimit()], descriptor, "sh", "-c", TREE, "sh", str(tmp_path / "pids"))
    await pids_in(tmp_path / "pids", TREE_SIZE)
    assert nofile(held.pid) == (100, 100)
    held.ladder.hold(held.incarnation, FILES, 60)
    assert {nofile(pid) for pid in descendants([held.pid])} == {(60, 100)}
    assert held.ladder.hold(held.incarnation, FILES, 90).rung == "rlimit"
    assert {nofile(pid) for pid in descendants([held.pid])} == {(90, 100)}
    claimant.processes.kill(held.incarnation)
    await held.gone()


async def test_without_privileges_only_a_new_start_lifts_it_and_that_is_told(
    keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    claimant = await keeping.claim()
    held = await launch(claimant, [Rlimit()], limited(max_file_handles=100), *SLEEP)
    monkeypatch.setattr(rlimit.resource, "prlimit", unprivileged)
    held.ladder.hold(held.incarnation, FILES, 60)
    more = held.ladder.hold(held.incarnation, FILES, 200)
    assert more.rung == "advisory" and "only a new start" in more.why
    assert nofile(held.pid) == (100, 100)
    held.ladder.hold(held.incarnation, FILES, 60)
    assert nofile(held.pid) == (60, 100)
    held.ladder.hold(held.incarnation, FILES, None)
    watched = limited(max_file_handles=200, actions=(LimitAction.ALERT,))
    told = held.ladder.holdings(held.incarnation, watched)[FILES]
    assert told.strength == "none" and "only a new start" in told.why
    assert nofile(held.pid) == (100, 100)
    claimant.processes.kill(held.incarnation)
    await held.gone()


def test_with_privileges_it_is_raised_and_lifted_also_after_an_adoption(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By a stand-in for the kernel: whoever runs the tests may lack the privilege."""
    kernel = {1: (100, 100), 2: (100, 100)}

    def prlimit(pid: int, kind: int, limits: tuple[int, int] | None = None) -> tuple[int, int]:
        kernel[pid] = limits or kernel[pid]
        return kernel[pid]

    monkeypatch.setattr(rlimit.resource, "prlimit", prlimit)
    monkeypatch.setattr(rlimit, "_tree", lambda pid: list(kernel))
    ladder, watched = Ladder([Rlimit()]), limited(max_file_handles=200, actions=(LimitAction.ALERT,))
    ladder.adopt(SpawnRecord("k", ModuleId("m"), 7, 1, 0.0, "d"), watched)
    assert ladder.hold(7, FILES, 200).rung == "rlimit"
    assert set(kernel.values()) == {(200, 200)}
    again = Ladder([Rlimit()])
    again.adopt(SpawnRecord("k", ModuleId("m"), 7, 1, 0.0, "d"), watched)
    again.hold(7, FILES, None)
    assert set(kernel.values()) == {USUAL}
    assert again.holdings(7, watched)[FILES] == advisory.WATCHED


async def test_an_adopted_module_can_be_limited(keeping: Keeping) -> None:
    claimant = await keeping.claim()
    incarnation, pid = await claimant.launch("k", *SLEEP)
    rung = Rlimit()
    assert rung.has(incarnation, FILES) is None
    rung.adopt(SpawnRecord("k", ModuleId("m"), incarnation, pid, 0.0, "d"))
    rung.hold(incarnation, FILES, 50)
    assert nofile(pid)[0] == 50
    claimant.processes.kill(incarnation)
    await claimant.gone(incarnation)
