"""Limits of open files of real processes: from the start, changed while they run, and what a leak meets."""

from __future__ import annotations

import resource
from pathlib import Path

from skelly_tray.adapters.limits.rlimit import Rlimit
from skelly_tray.domain.descriptor import ModuleId
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


def nofile(pid: int) -> tuple[int, int]:
    return resource.prlimit(pid, resource.RLIMIT_NOFILE)


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
    held.ladder.hold(held.incarnation, FILES, None)
    assert nofile(held.pid) == (100, 100)
    more = held.ladder.hold(held.incarnation, FILES, 200)
    assert more.rung == "advisory" and "new start" in more.why
    claimant.processes.kill(held.incarnation)
    await held.gone()


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
