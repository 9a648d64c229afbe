"""Where this process stands in the control groups of the machine, from /proc/self/cgroup and mountinfo."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

UNIFIED = ""
"""The name of the hierarchy of version 2, where version 1 has names of controllers."""

_PROC_SELF = Path("/proc/self")


@dataclass(frozen=True, slots=True)
class _Mount:
    """controllers: of version 1, or `UNIFIED` alone. root: the group that is shown at `point`."""

    controllers: frozenset[str]
    root: str
    point: str


def own_folders(proc: Path = _PROC_SELF) -> dict[str, Path]:
    """Our own group's folder by controller (version 1), and by `UNIFIED`; only those that can be reached."""
    try:
        mounts = _mounts((proc / "mountinfo").read_text())
        groups = groups_of((proc / "cgroup").read_text())
    except OSError:
        return {}
    found = {}
    for mount in mounts:
        for controller in mount.controllers & groups.keys():
            below = _below(groups[controller], mount.root)
            if below is not None and controller not in found:
                found[controller] = Path(mount.point + below)
    return {controller: folder for controller, folder in found.items() if folder.is_dir()}


def groups_of(text: str) -> dict[str, str]:
    """The path of a process's group by controller, of the text of its /proc/PID/cgroup."""
    found = {}
    for line in text.splitlines():
        _, controllers, path = line.split(":", 2)
        found.update(dict.fromkeys(controllers.split(","), path))
    return found


def _mounts(text: str) -> list[_Mount]:
    found = []
    for line in text.splitlines():
        head, _, tail = line.partition(" - ")
        fields, described = head.split(), tail.split()
        if len(fields) < 5 or len(described) < 3:
            continue
        root, point = _plain(fields[3]), _plain(fields[4])
        if described[0] == "cgroup2":
            found.append(_Mount(frozenset((UNIFIED,)), root, point))
        elif described[0] == "cgroup":
            found.append(_Mount(frozenset(described[2].split(",")), root, point))
    return found


def _below(group: str, root: str) -> str | None:
    """The part of a group's path below a mount's root; None when it lies elsewhere (another namespace)."""
    if root == "/":
        return "" if group == "/" else (None if group.startswith("/..") else group)
    if group == root:
        return ""
    return group.removeprefix(root) if group.startswith(root + "/") else None


def _plain(escaped: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), escaped)
