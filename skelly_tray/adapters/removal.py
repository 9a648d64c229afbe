"""Removes what a module has left, however it left it: any depth, folders closed to all, links to elsewhere."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from contextlib import suppress
from pathlib import Path

MOST_ROUNDS = 100_000
"""Each takes one step into the deepest chain of folders; there are more only while somebody still makes new ones."""
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_MINE = 0o700


def remove_tree(folder: Path) -> None:
    """All of it. No link is followed, also none that is put there meanwhile. Raises OSError.

    Folders move up before they are looked into, so nothing grows with the depth: no path, no stack, no open files.
    """
    if os.rename not in os.supports_dir_fd:
        shutil.rmtree(folder)
        return
    top = os.open(folder, _FOLDER)
    try:
        for _ in range(MOST_ROUNDS):
            found = _listed(top)
            for name, is_folder in found:
                _remove(name, top, is_folder=is_folder)
            if not found:
                break
        else:
            raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY), str(folder))
    finally:
        os.close(top)
    folder.rmdir()


def _remove(name: str, top: int, *, is_folder: bool) -> None:
    if not is_folder:
        os.unlink(name, dir_fd=top)
        return
    inside = _entered(name, top)
    try:
        for inner, inner_is_folder in _listed(inside):
            if inner_is_folder:
                os.close(_entered(inner, inside))  # one that may not be written to cannot be moved either
                os.rename(inner, secrets.token_hex(16), src_dir_fd=inside, dst_dir_fd=top)
            else:
                os.unlink(inner, dir_fd=inside)
    finally:
        os.close(inside)
    os.rmdir(name, dir_fd=top)


def _listed(folder: int) -> list[tuple[str, bool]]:
    """(name, whether it is a folder) of all in it."""
    with os.scandir(folder) as entries:
        return [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]


def _entered(name: str, inside: int) -> int:
    """That folder, with all rights to it as far as they are ours to give. Raises OSError."""
    try:
        found = os.open(name, _FOLDER, dir_fd=inside)
    except PermissionError:
        _open_up(name, inside)
        found = os.open(name, _FOLDER, dir_fd=inside)
    if stat.S_IMODE(os.fstat(found).st_mode) & _MINE != _MINE:
        with suppress(OSError):  # another's; root needs no rights, and anybody else is told by what follows
            os.fchmod(found, _MINE)
    return found


def _open_up(name: str, inside: int) -> None:
    """By what was found there, and not by its name, which may lead elsewhere by now. Raises OSError."""
    place = os.open(name, getattr(os, "O_PATH", os.O_RDONLY) | _FOLDER, dir_fd=inside)
    try:
        Path(f"/proc/self/fd/{place}").chmod(_MINE)
    finally:
        os.close(place)


def size_of_tree(folder: Path) -> int:
    """Bytes of all files in it that can be reached."""
    total, pending = 0, [str(folder)]
    while pending:
        with suppress(OSError), os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                else:
                    with suppress(OSError):
                        total += entry.stat(follow_symlinks=False).st_size
    return total
