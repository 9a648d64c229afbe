"""Who a module runs as: the user and group of its file, checked against the system's databases."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skelly_tray.engine.ports import LaunchRefused

if TYPE_CHECKING:  # on POSIX only, and this file is imported everywhere
    import pwd


@dataclass(frozen=True, slots=True)
class Identity:
    """Another user than our own. groups: all group ids the process will have. home, shell: of that user."""

    user: str
    uid: int
    gid: int
    groups: frozenset[int]
    home: str
    shell: str


def resolve_identity(user: str | None, group: str | None) -> Identity | None:
    """The identity to change to, or None when it is our own. Raises LaunchRefused."""
    if user is None and group is None:
        return None
    if os.name != "posix":
        raise LaunchRefused("Another user", "user and group have no meaning on this system; remove them")
    import pwd

    own = pwd.getpwuid(os.geteuid())
    entry = own if user is None else _user(user)
    gid = entry.pw_gid if group is None else _group(group)
    if entry.pw_uid == os.geteuid() and gid == os.getegid():
        return None
    if os.geteuid() != 0:
        who = f"user {entry.pw_name}" if entry.pw_uid != os.geteuid() else f"group {group}"
        raise LaunchRefused("Another user", f"only root can start a module as {who}; we run as {own.pw_name}")
    groups = frozenset((*os.getgrouplist(entry.pw_name, gid), gid))
    return Identity(entry.pw_name, entry.pw_uid, gid, groups, entry.pw_dir, entry.pw_shell or "/bin/sh")


def _user(name: str) -> pwd.struct_passwd:
    import pwd

    try:
        return pwd.getpwnam(name)
    except KeyError:
        raise LaunchRefused("No such user", f'there is no user "{name}" on this machine') from None


def _group(name: str) -> int:
    import grp

    try:
        return grp.getgrnam(name).gr_gid
    except KeyError:
        raise LaunchRefused("No such group", f'there is no group "{name}" on this machine') from None
