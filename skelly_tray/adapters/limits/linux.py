"""The kernel's rungs on Linux, best first, as far as this machine and our rights go."""

from __future__ import annotations

import os
from collections.abc import Callable

from skelly_tray.adapters.limits import cgroup_v1, cgroup_v2, systemd_scope
from skelly_tray.adapters.limits.cgroup_places import own_folders
from skelly_tray.adapters.limits.rung import Rung
from skelly_tray.adapters.limits.systemd_bus import SystemdBus
from skelly_tray.adapters.limits.user_bus import user_bus


def kernel_rungs(tag: str, start: systemd_scope.Start, fell: Callable[[int, str], None]) -> list[Rung]:
    """tag: the name of this home's groups. fell: see `SystemdScope`."""
    rungs: list[Rung] = []
    address = user_bus()
    if address is not None:
        rungs.append(systemd_scope.SystemdScope(SystemdBus(address), tag, start, fell))
    folders = own_folders()
    unified = cgroup_v2.parent(folders)
    if unified is not None and (kinds := cgroup_v2.prepare(unified, os.getpid())):
        rungs.append(cgroup_v2.CgroupV2(kinds, tag))
    if kinds := cgroup_v1.parents(folders):
        rungs.append(cgroup_v1.CgroupV1(kinds, tag))
    return rungs
