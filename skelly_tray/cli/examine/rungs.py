"""Which ways of holding a module to its limits this machine offers. Looked at, never tried out."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_CGROUPS = Path("/sys/fs/cgroup")


def limit_rungs(cgroups: Path = _CGROUPS, system: Path = Path("/")) -> dict[str, str]:
    """Rung → `available`, or why not; best first, as they would be tried. The folders are given for tests."""
    if sys.platform == "win32":
        return {"job_object": "available"}
    rungs = {}
    if sys.platform == "linux":
        rungs = {
            "systemd_scope": _systemd(system),
            "cgroup_v2": _cgroup_v2(cgroups),
            "cgroup_v1": _cgroup_v1(cgroups),
        }
    return {**rungs, "freeze": "available (SIGSTOP and SIGCONT)", "advisory": "available"}


def _systemd(system: Path) -> str:
    if not (system / "run/systemd/system").is_dir():
        return "no: systemd does not run this machine"
    user_bus = system / f"run/user/{os.getuid()}/bus"
    return "available" if user_bus.exists() else "no: there is no systemd user session"


def _cgroup_v2(cgroups: Path) -> str:
    root = cgroups if (cgroups / "cgroup.controllers").exists() else cgroups / "unified"
    try:
        controllers = set((root / "cgroup.controllers").read_text(encoding="ascii").split())
    except OSError:
        return "no: not mounted"
    missing = sorted({"cpu", "memory"} - controllers)
    if missing:
        return f"no: without the controllers {', '.join(missing)}"
    return _writable(root)


def _cgroup_v1(cgroups: Path) -> str:
    if not (cgroups / "cpu").is_dir() or not (cgroups / "memory").is_dir():
        return "no: not mounted"
    return _writable(cgroups / "cpu")


def _writable(folder: Path) -> str:
    return "available" if os.access(folder, os.W_OK) else "no: not writable by this user"
