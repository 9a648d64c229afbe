"""Which ways of holding a module to its limits this machine really offers: tried out as far as that harms nobody."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_PROC_SELF = Path("/proc/self")
_BUS_TIMEOUT = 1.0


def limit_rungs(proc: Path = _PROC_SELF, system: Path = Path("/")) -> dict[str, str]:
    """Rung → `available` and for what, or why not; best first, as they are tried. The folders are given for tests."""
    if sys.platform == "win32":
        return {"job_object": "available (CPU, memory, number of processes)"}
    rungs = {}
    if sys.platform == "linux":
        rungs = {
            "systemd_scope": _systemd(system),
            "cgroup_v2": _cgroup_v2(proc),
            "cgroup_v1": _cgroup_v1(proc),
        }
    return {
        **rungs,
        "freeze": "available (CPU, by SIGSTOP and SIGCONT)",
        "rlimit": "available (open files of each process)",
        "advisory": "available",
    }


def _systemd(system: Path) -> str:
    from skelly_tray.adapters.limits.user_bus import refusal, user_bus

    if not (system / "run/systemd/system").is_dir():
        return "no: systemd does not run this machine"
    address = user_bus(system)
    if address is None or not Path(address.removeprefix("unix:path=")).exists():
        return "no: there is no systemd user session"
    why = refusal(address, _BUS_TIMEOUT)
    return f"no: {why}" if why else "available (CPU, memory, threads, as far as they are delegated to it)"


def _cgroup_v2(proc: Path) -> str:
    """Nothing is tried out: that would mean to move the processes of whoever asks."""
    from skelly_tray.adapters.limits import cgroup_v2
    from skelly_tray.adapters.limits.cgroup_places import own_folders

    parent = cgroup_v2.parent(own_folders(proc))
    if parent is None:
        return "no: not mounted"
    why = cgroup_v2.refusal(parent, os.getpid())
    return f"no: {why}" if why else "available (CPU, memory, threads, as far as they are delegated to us)"


def _cgroup_v1(proc: Path) -> str:
    """A group is made in each hierarchy, given limits, and removed."""
    from skelly_tray.adapters.limits import cgroup_v1
    from skelly_tray.adapters.limits.cgroup_places import own_folders
    from skelly_tray.adapters.limits.cgroups import CONTROLLERS

    folders = own_folders(proc)
    mounted = sorted(set(CONTROLLERS.values()) & folders.keys())
    if not mounted:
        return "no: not mounted"
    parents = cgroup_v1.parents(folders)
    if not parents:
        return "no: not writable by this user"
    tried = {kind: cgroup_v1.try_out(folder, kind) for kind, folder in parents.items()}
    held = [CONTROLLERS[kind] for kind, why in tried.items() if not why]
    if not held:
        return f"no: {next(iter(tried.values()))}"
    return f"available ({', '.join(held)})"
