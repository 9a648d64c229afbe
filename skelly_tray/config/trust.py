"""Whose files and folders are trusted: who can put a file into our folders can make us write wherever we may."""

from __future__ import annotations

import os
import stat
from pathlib import Path


class UntrustedFolderError(OSError):
    """A folder of ours can be changed by others; the text says which, why, and what cures it."""


def require_own_folders(*folders: Path) -> None:
    """Refuse folders that belong to, or can be written by, somebody else. Raises UntrustedFolderError.

    A folder that is not there yet will be made private.
    """
    if os.name != "posix":
        return
    for folder in folders:
        try:
            facts = folder.stat()
        except FileNotFoundError:
            continue
        if facts.st_uid not in (0, os.geteuid()):
            raise UntrustedFolderError(f"{folder} belongs to user {facts.st_uid}, not to us")
        who = writable_by(facts)
        if who:
            mode = stat.S_IMODE(facts.st_mode)
            raise UntrustedFolderError(
                f"{folder} can be written by {who} (mode {mode:04o}); chmod go-w cures it, "
                "but look at what is in it first"
            )


def require_folder_of_ours(folder: Path) -> None:
    """As above, and no link: what it leads to could be another folder at the next look. Raises UntrustedFolderError."""
    if folder.is_symlink():
        raise UntrustedFolderError("is a symbolic link; files in it are not read: put a real folder there")
    require_own_folders(folder)


def writable_by(facts: os.stat_result) -> str:
    """`everybody`, `its group`, or nothing when only its owner may write."""
    mode = stat.S_IMODE(facts.st_mode)
    if mode & 0o002:
        return "everybody"
    return "its group" if mode & 0o020 and not _is_private_group(facts.st_gid) else ""


def _is_private_group(gid: int) -> bool:
    """Is it the group that holds just us? Where users have one, umask 002 and files of mode 0664 are usual."""
    import grp
    import pwd

    try:
        user, group = pwd.getpwuid(os.geteuid()), grp.getgrgid(gid)
    except KeyError:
        return False
    return user.pw_gid == gid and user.pw_name == group.gr_name and set(group.gr_mem) <= {user.pw_name}
