"""Becoming another user in a new child: looked up here and not in the keeper, because a user database may hang."""

from __future__ import annotations

import grp
import os
import pwd

from skelly_tray.keeper.child_stage import StageError, stage


def switch_user(wanted_user: str | None, wanted_group: str | None, notify_path: str) -> None:
    """Become that user with all its groups, and give it its notify socket. Raises StageError.

    Both are names or numbers, None for our own; notify_path is empty when there is no such socket.
    """
    name, user = _look_up_user(wanted_user)
    uid = os.getuid() if user is None else user.pw_uid
    gid = _look_up_group(wanted_group, user)
    if (uid, gid) == (os.getuid(), os.getgid()):
        return
    whom = f"user {name}" if name else f"group {wanted_group}"
    stage("user", f"cannot become {whom} (only root can)", lambda: _become(name, uid, gid, notify_path))


def _become(name: str, uid: int, gid: int, notify_path: str) -> None:
    for fd in (1, 2):  # or it could write to its output, but not open /dev/stderr, as many servers do
        os.fchown(fd, uid, gid)
    if notify_path:
        os.chown(notify_path, uid, gid)
    if name:
        os.initgroups(name, gid)
    os.setgid(gid)
    if uid != os.getuid():
        os.setuid(uid)


def _look_up_user(user: str | None) -> tuple[str, pwd.struct_passwd | None]:
    if user is None:
        return "", None
    try:
        found = pwd.getpwuid(int(user)) if user.isdigit() else pwd.getpwnam(user)
    except KeyError:
        raise StageError("user", f"there is no user {user}") from None
    return found.pw_name, found


def _look_up_group(group: str | None, user: pwd.struct_passwd | None) -> int:
    if group is None:
        return user.pw_gid if user is not None else os.getgid()
    try:
        return grp.getgrgid(int(group)).gr_gid if group.isdigit() else grp.getgrnam(group).gr_gid
    except KeyError:
        raise StageError("group", f"there is no group {group}") from None
