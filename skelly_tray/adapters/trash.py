"""The dated trash of state folders: a reset moves a module's state here, from where it can be brought back.

`state/trash/MODULE/2026-01-31T12-00-00.123Z`: one rename, so nothing is ever half moved. The newest KEPT of each module
stay; older ones are removed when another comes.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from skelly_tray.adapters.removal import remove_tree, size_of_tree
from skelly_tray.config.home import Home
from skelly_tray.config.schema.texts import MODULE_ID
from skelly_tray.engine.trash_port import TrashEntry

KEPT = 5
"""Entries of one module."""
_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3})Z(-\d+)?")


class StateTrash:
    """The port `Trash`, for one home."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._root = home.state / "trash"

    def discard(self, module: str) -> str | None:
        state = self._home.module_state(module)
        _must_be_a_folder(state)
        if not _has_content(state):
            return None
        entry = self._new_entry(module)
        state.rename(entry)
        return entry.name

    def bring_back(self, module: str, entry: str) -> str:
        names = self._names(module)
        chosen = entry or (names[0] if names else "")
        if chosen not in names:
            raise LookupError(f"there is no {chosen or 'state of it'} in the trash of {module}")
        state, kept = self._home.module_state(module), self._root / module / chosen
        _must_be_a_folder(state)
        state.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        present = self._new_entry(module) if _has_content(state) else None
        if present is not None:
            state.rename(present)
        elif state.is_dir():
            state.rmdir()
        try:
            kept.rename(state)
        except OSError:
            if present is not None:
                present.rename(state)
            raise
        return chosen

    def thin_out(self, module: str) -> None:
        self._remove(module, self._names(module)[KEPT:])

    def entries(self, module: str | None = None) -> Sequence[TrashEntry]:
        modules = [module] if module else self._modules()
        found = [self._entry(m, name) for m in modules for name in self._names(m)]
        return sorted(found, key=lambda entry: entry.name, reverse=True)

    def empty(self, module: str | None = None) -> int:
        removed = 0
        for name in filter(_is_module, [module] if module else self._modules()):
            removed += self._remove(name, self._names(name))
            with contextlib.suppress(OSError):
                (self._root / name).rmdir()
        return removed

    def _remove(self, module: str, entries: Sequence[str]) -> int:
        """How many; one that cannot be removed keeps none of the others, and is told at the end. Raises OSError."""
        errors = []
        for entry in entries:
            try:
                remove_tree(self._root / module / entry)
            except OSError as error:
                errors.append(error)
        if errors:
            raise errors[0]
        return len(entries)

    def _new_entry(self, module: str) -> Path:
        """A name that is not taken yet."""
        folder = self._root / module
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%S.%f")[:-3] + "Z"
        names = [stamp, *(f"{stamp}-{number}" for number in range(2, 1000))]
        return next(folder / name for name in names if not (folder / name).exists())

    def _modules(self) -> list[str]:
        try:
            return sorted(
                entry.name for entry in os.scandir(self._root) if entry.is_dir(follow_symlinks=False)
            )
        except FileNotFoundError:
            return []

    def _names(self, module: str) -> list[str]:
        """Entries of one module, newest first; whatever else lies there, or elsewhere, is none."""
        if not _is_module(module):
            return []
        try:
            found = [e.name for e in os.scandir(self._root / module) if e.is_dir(follow_symlinks=False)]
        except (FileNotFoundError, NotADirectoryError):
            return []
        return sorted((name for name in found if _NAME.fullmatch(name)), key=_age, reverse=True)

    def _entry(self, module: str, name: str) -> TrashEntry:
        stamp = _NAME.fullmatch(name)
        assert stamp is not None
        day, clock = stamp[1].split("T")
        size = size_of_tree(self._root / module / name)
        return TrashEntry(module, name, f"{day}T{clock.replace('-', ':')}Z", round(size / 2**20, 2))


def _is_module(name: str) -> bool:
    """Who asks may write anything: no other name is a folder of ours."""
    return MODULE_ID.fullmatch(name) is not None


def _age(name: str) -> tuple[str, int]:
    stamp, _, number = name.partition("Z")
    return stamp, int(number.lstrip("-") or 1)


def _must_be_a_folder(state: Path) -> None:
    """Somebody has put a link there to have the state elsewhere: what it points to is not ours to move."""
    if state.is_symlink():
        raise OSError(f"{state} is a link, and what lies behind it is left alone")


def _has_content(folder: Path) -> bool:
    try:
        with os.scandir(folder) as found:
            return any(True for _ in found)
    except FileNotFoundError:
        return False
